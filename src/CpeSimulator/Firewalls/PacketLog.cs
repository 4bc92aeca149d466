using System.Collections.Concurrent;
using System.Globalization;
using CpeSimulator.DataModels;

namespace CpeSimulator.Firewalls;

/// <summary>
/// What the gateway keeps of packets that a rule with <c>Log</c> decided: lines as netfilter writes them, rows of its own object, and
/// an event for each.
/// </summary>
internal sealed class PacketLog(DataModel model, Func<DateTimeOffset> now, Action<string, string, (string, string)[]> raise)
{
    private const int MostLines = 500;
    private const int MostRows = 30;
    private const string Flows = "Device.X_ACS-STREET_Flows.";

    private readonly ConcurrentQueue<string> _lines = [];
    private readonly ConcurrentQueue<string> _rows = [];

    public IEnumerable<string> Lines => _lines;

    public void Add(Packet packet)
    {
        _lines.Enqueue(LineOf(packet));
        while (_lines.Count > MostLines)
        {
            _lines.TryDequeue(out _);
        }

        if (!model.Schema.Objects.ContainsKey(Flows))
        {
            return;
        }

        var (source, destination) = (Math.Max(packet.SourcePort, 0), Math.Max(packet.DestinationPort, 0));
        (string, string)[] values =
        [
            ("SourceIPAddress", packet.Source.ToString()), ("SourcePort", Text(source)), ("SourceMACAddress", packet.SourceMac),
            ("DestIPAddress", packet.Destination.ToString()), ("DestPort", Text(destination)), ("Protocol", Text(packet.Protocol)), ("Packets", "1"),
        ];
        _rows.Enqueue(model.AddOwn(Flows + "Flow.", values).Path);
        while (_rows.Count > MostRows && _rows.TryDequeue(out var oldest))
        {
            model.DeleteOwn(oldest);
        }

        raise(Flows, "Dropped!", values);
    }

    private string LineOf(Packet packet)
    {
        // Ethernet: to the gateway, from the host, IPv4 or IPv6.
        var mac = packet.SourceMac.Length == 0 ? "" : $"02:00:00:00:00:01:{packet.SourceMac}:{(packet.IPVersion == 4 ? "08:00" : "86:dd")}";
        var protocol = packet.Protocol switch { 1 => "ICMP", 6 => "TCP", 17 => "UDP", 58 => "ICMPv6", var other => Text(other) };
        var ports = packet.DestinationPort < 0 ? "" : $" SPT={packet.SourcePort} DPT={packet.DestinationPort}";
        return $"{now():yyyy-MM-ddTHH:mm:ssZ} kernel: mud drop: IN=br-lan OUT=eth0 MAC={mac} SRC={packet.Source} DST={packet.Destination} LEN=60 TTL=63 PROTO={protocol}{ports}"
            + (packet.Protocol == 6 ? " WINDOW=64240 SYN URGP=0" : "");
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
