using System.Net;

namespace Provisioning.Firewall.Evaluation;

/// <summary>One enabled rule as read from a gateway or from print, with the sets it names already looked up.</summary>
internal sealed class EvaluatedRule
{
    private readonly int _version;
    private readonly AddressMatch? _source;
    private readonly AddressMatch? _destination;
    private readonly bool _notSource;
    private readonly bool _notDestination;
    private readonly IReadOnlyList<(Func<IPAddress, bool> Holds, bool OfSource, bool Exclude)> _sets;
    private readonly int _protocol;
    private readonly bool _notProtocol;
    private readonly PortMatch _sourcePort;
    private readonly PortMatch _destinationPort;
    private readonly string[] _states;
    private readonly string _mac;
    private readonly bool _notMac;
    private readonly bool _operable;

    public EvaluatedRule(RowReader row, Func<string, Func<IPAddress, bool>> sets)
    {
        Path = row.Path;
        Order = row.Number("Order", int.MaxValue);
        Target = row.Text("Target", "Drop");
        TargetChain = row.Text("TargetChain").TrimEnd('.');
        Description = row.Text("Description");
        _operable = row.Flag("Enable") && (row.Flag("SourceAllInterfaces") || row.Text("SourceInterface").Length > 0)
            && (row.Flag("DestAllInterfaces") || row.Text("DestInterface").Length > 0);
        _version = row.Number("IPVersion");
        _source = AddressMatch.Read(row.Text("SourceIP"), row.Text("SourceMask"));
        _destination = AddressMatch.Read(row.Text("DestIP"), row.Text("DestMask"));
        _notSource = row.Flag("SourceIPExclude");
        _notDestination = row.Flag("DestIPExclude");
        var named = new List<(Func<IPAddress, bool>, bool, bool)>();
        foreach (var (name, ofSource, exclude) in ((string, bool, bool)[])
            [("SourceMatchSet", true, false), ("DestMatchSet", false, false), ("SourceMatchSetExclude", true, true), ("DestMatchSetExclude", false, true)])
        {
            if (row.Text(name) is { Length: > 0 } reference)
            {
                named.Add((sets(reference.TrimEnd('.')), ofSource, exclude));
            }
        }

        _sets = named;
        _protocol = row.Number("Protocol");
        _notProtocol = row.Flag("ProtocolExclude");
        _sourcePort = new PortMatch(row.Number("SourcePort"), row.Number("SourcePortRangeMax"), row.Flag("SourcePortExclude"));
        _destinationPort = new PortMatch(row.Number("DestPort"), row.Number("DestPortRangeMax"), row.Flag("DestPortExclude"));
        _states = row.Text("ConnectionState").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        _mac = row.Text("SourceMAC");
        _notMac = row.Flag("SourceMACExclude");
    }

    public string Path { get; }

    public int Order { get; }

    public string Target { get; }

    public string TargetChain { get; }

    public string Description { get; }

    public bool Holds(Packet packet) =>
        _operable
        && (_protocol < 0 || (_protocol == packet.Protocol) != _notProtocol) // what costs little comes first
        && _sourcePort.Holds(packet.SourcePort)
        && _destinationPort.Holds(packet.DestinationPort)
        && (_version < 0 || _version == AddressMatch.VersionOf(packet.Source))
        && (_source is null || _source.Holds(packet.Source) != _notSource)
        && (_destination is null || _destination.Holds(packet.Destination) != _notDestination)
        && _sets.All(s => s.Holds(s.OfSource ? packet.Source : packet.Destination) != s.Exclude)
        && (_states.Length == 0 || _states.Contains(packet.State, StringComparer.Ordinal))
        && (_mac.Length == 0 || string.Equals(_mac, packet.SourceMac, StringComparison.OrdinalIgnoreCase) != _notMac);

    private readonly record struct PortMatch(int First, int Last, bool Exclude)
    {
        public bool Holds(int port) => First < 0 || (port >= First && port <= (Last < 0 ? First : Last)) != Exclude;
    }
}
