namespace Benchmarks;

/// <summary>What can be measured, for whoever starts this without knowing.</summary>
internal static class Usage
{
    public static int Print()
    {
        Console.Error.WriteLine(
            """
            Benchmarks COMMAND [options]          (build with -c Release; targets are this machine only)

              cwmp [--keep-alive] [--changing] [--malformed]
                                                  CWMP sessions of known gateways: Inform with 12 parameters, empty POST, 204
                   [--connections 32] [--devices 2000] [--seconds 10] [--rounds 3] [--url URL --pid SERVER]
                                                  First contacts are answered like a gateway does and counted apart. --changing: every
                                                  Inform is a VALUE CHANGE with another value, on disk before it is answered. --malformed:
                                                  every Inform is cut before its end and answered with 400. Without
                                                  --url a server with a data directory of its own is started, SQLite on disk.
              floor [same options]                the same load on the server and on a bare Kestrel endpoint with the same answers
              usp  [--agents 100] [--window 8] [--seconds 10] [--rounds 3] [--address HOST:PORT --pid SERVER]
                                                  Notifies through the embedded broker, each durable when it is acknowledged
                   [--warm 15]                    seconds before the first round, while the server's code is compiled in the end
                   [--mosquitto]                  through a Mosquitto, and what a subscriber reaches there that only answers
              memory [--devices 100000]           memory with that many known gateways: after the restart, and after all have come once
              envelope [--seconds 1]              time and memory to read one CWMP body, good and malformed in many ways
              mud FOLDER [--repeats 15]           time to parse and compile each MUD file of the folder, by dialect; rules beside a
                   [--hosts 10000]                straightforward compilation; then so many hosts, the files in turn
              mudpush                             what one address more of one name sends to a gateway, by dialect and protocol
              mudfleet [--devices 100000]         a name's address changes and every gateway has a host that uses it: time until all
                                                  firewalls are worked out anew and on disk

            Rounds are printed each; the best one stands last, because what else runs on the machine only ever takes away.
            Exit code 1: something did not go as it must; the kinds of error are printed.
            """);
        return 2;
    }
}
