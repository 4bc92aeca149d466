namespace Acs.Commands;

internal static class Usage
{
    public const string Text =
        """
        usage: acs [command] [--Section:Key=value …]

          serve                runs the server (this is what no command does)
          demo                 runs the server on a temporary data directory with a simulated street of homes
          migrate [--script]   brings the database up to date and exits; --script prints the SQL instead
          mud compile FILE…    compiles MUD files to TR-181 firewall parameters
          mud diff OLD NEW     says what one edition of a MUD file lets through that the other does not
          mud explain FILE… --packet "tcp 192.168.1.20:5000 > example.com:443"
                               says whether the packet passes, and which entry says so
          datamodel import FILE… --name NAME [--oui P] [--product-class P] [--software-version P]
                               imports a vendor's data model (BBF XML) for types and descriptions; also list, remove NAME
          usp acl [--client-id]
                               prints Mosquitto's access list for the configured topics; agents' endpoint ids are their user names, or client ids
          usp role [--number N] [--json]
                               prints the role that an agent must give this server, as rows of Device.LocalAgent.ControllerTrust.Role.

        Configuration: appsettings.json, then the environment (Acs__Section__Key), then the command line.
          Acs:DataDirectory=data              SQLite file, firmware images, uploads, keys
          Acs:Database:Provider=Sqlite        Sqlite, SqlServer or PostgreSql, with Acs:Database:ConnectionString
          Acs:Cwmp:Url=http://*:7547          the CPEs' listener
          Acs:Web:Url=http://127.0.0.1:8080   pages, API, metrics
          Acs:Files:Url=http://*:7567         firmware
          Acs:Usp:EndpointId=proto::acs       the controller's endpoint id
          Acs:Usp:Mqtt:Mode=Embedded          Embedded (port Acs:Usp:Mqtt:Port=1883) or External (Acs:Usp:Mqtt:Server)
          Acs:AdminKey=…                      the first administrator's key; generated and printed once where not given
          Acs:Enrolment=Quarantine            Open, Quarantine or Closed: what an unknown device gets
        """;
}
