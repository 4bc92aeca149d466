namespace CpeSimulator.Firewalls;

/// <summary>One row of a Rule table, read once into what a packet is compared with.</summary>
internal sealed class RuleCriteria
{
    private readonly int _ipVersion;
    private readonly (AddressMatch? Address, bool Exclude) _source;
    private readonly (AddressMatch? Address, bool Exclude) _destination;
    private readonly PortMatch? _sourcePort;
    private readonly PortMatch? _destinationPort;
    private readonly (int Value, bool Exclude) _protocol;
    private readonly (int Value, bool Exclude) _dscp;
    private readonly (string Value, bool Exclude) _mac;
    private readonly string[] _states;
    private readonly (string Interface, bool Exclude, bool All) _in;
    private readonly (string Interface, bool Exclude, bool All) _out;
    private readonly List<(FirewallSetMatch? Set, bool Source, bool Exclude)> _sets = [];

    public RuleCriteria(RuleRow row, Func<string, FirewallSetMatch?> sets)
    {
        _ipVersion = row.Number("IPVersion");
        _source = (AddressMatch.Read(row.Text("SourceIP"), row.Text("SourceMask")), row.Flag("SourceIPExclude"));
        _destination = (AddressMatch.Read(row.Text("DestIP"), row.Text("DestMask")), row.Flag("DestIPExclude"));
        _sourcePort = PortMatch.Read(row.Number("SourcePort"), row.Number("SourcePortRangeMax"), row.Flag("SourcePortExclude"));
        _destinationPort = PortMatch.Read(row.Number("DestPort"), row.Number("DestPortRangeMax"), row.Flag("DestPortExclude"));
        _protocol = (row.Number("Protocol"), row.Flag("ProtocolExclude"));
        _dscp = (row.Number("DSCP"), row.Flag("DSCPExclude"));
        _mac = (row.Text("SourceMAC").ToLowerInvariant(), row.Flag("SourceMACExclude"));
        _states = row.Text("ConnectionState").Split(',', StringSplitOptions.RemoveEmptyEntries);
        _in = (row.Text("SourceInterface"), row.Flag("SourceInterfaceExclude"), row.Flag("SourceAllInterfaces"));
        _out = (row.Text("DestInterface"), row.Flag("DestInterfaceExclude"), row.Flag("DestAllInterfaces"));
        foreach (var (name, source, exclude) in new[]
        {
            ("SourceMatchSet", true, false), ("SourceMatchSetExclude", true, true),
            ("DestMatchSet", false, false), ("DestMatchSetExclude", false, true),
        })
        {
            if (row.Text(name) is { Length: > 0 } reference)
            {
                _sets.Add((sets(reference), source, exclude));
            }
        }

        IsMisconfigured = Misconfigured();
    }

    /// <summary>An enabled rule that cannot work: Status is <c>Error_Misconfigured</c> and it matches nothing.</summary>
    public bool IsMisconfigured { get; }

    public bool Matches(Packet packet, string connectionState, string inInterface, string outInterface) =>
        (_ipVersion == -1 || _ipVersion == packet.IPVersion) &&
        MatchesAddress(_source, packet.Source) &&
        MatchesAddress(_destination, packet.Destination) &&
        (_protocol.Value == -1 || _protocol.Value == packet.Protocol != _protocol.Exclude) &&
        (_sourcePort?.Matches(packet.SourcePort) ?? true) &&
        (_destinationPort?.Matches(packet.DestinationPort) ?? true) &&
        (_dscp.Value == -1 || _dscp.Value == packet.Dscp != _dscp.Exclude) &&
        (_mac.Value.Length == 0 || _mac.Value == packet.SourceMac != _mac.Exclude) &&
        (_states.Length == 0 || _states.Contains(connectionState, StringComparer.Ordinal)) &&
        MatchesInterface(_in, inInterface) &&
        MatchesInterface(_out, outInterface) &&
        _sets.TrueForAll(s => s.Set!.Contains(packet, s.Source) != s.Exclude);

    private static bool MatchesAddress((AddressMatch? Address, bool Exclude) criterion, System.Net.IPAddress address) =>
        criterion.Address is not { } wanted ||
        // A rule that names an address of one version lives in that version's table only.
        (wanted.Address.AddressFamily == address.AddressFamily && wanted.Contains(address) != criterion.Exclude);

    private static bool MatchesInterface((string Interface, bool Exclude, bool All) criterion, string name) =>
        criterion.All || criterion.Interface == name != criterion.Exclude;

    private bool Misconfigured()
    {
        // TR-181 Firewall.Chain.{i}.Rule.{i}: without interface and without AllInterfaces the row is inoperable.
        var interfaces = (_in.Interface.Length > 0 || _in.All) && (_out.Interface.Length > 0 || _out.All);
        // Ports mean nothing but for TCP and UDP.
        var ports = (_sourcePort is null && _destinationPort is null) || (_protocol is { Value: 6 or 17, Exclude: false });
        var ranges = (_sourcePort is null || _sourcePort.First <= _sourcePort.Last) &&
            (_destinationPort is null || _destinationPort.First <= _destinationPort.Last);
        var sets = _sets.TrueForAll(s => s.Set is { IsEnabled: true });
        return !(interfaces && ports && ranges && sets);
    }
}
