using Provisioning.Devices;

namespace Provisioning.DataModels;

/// <summary>Where one data model (TR-181, TR-098) keeps what the server looks at; a file in <c>schemas/capabilities</c>.</summary>
/// <param name="Root"><c>Device.</c> or <c>InternetGatewayDevice.</c></param>
/// <param name="Discover">Subtrees asked for their names over CWMP, relative to the root.</param>
/// <param name="ReadHosts">Subtrees that tell of LAN hosts.</param>
/// <param name="ReadSettings">Subtrees read to notice drift.</param>
internal sealed record DataModelMap(
    string Root,
    IReadOnlyList<string> Discover,
    IReadOnlyList<string> ReadHosts,
    IReadOnlyList<string> ReadSettings,
    HostTable Hosts)
{
    /// <summary>Rows of the table of hosts, below however many instances it stands.</summary>
    public IEnumerable<string> HostRows(ReportedParameters reported)
    {
        IEnumerable<string> tables = [Root];
        foreach (var part in Hosts.Table.Split("{i}."))
        {
            tables = tables.SelectMany(t => reported.Instances(t + part)).ToList();
        }

        return tables;
    }
}
