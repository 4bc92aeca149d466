using System.Globalization;
using CpeSimulator.DataModels;

namespace CpeSimulator.Firewalls;

/// <summary>One <c>Device.Firewall.Set.{i}.</c> (TR-181 2.18).</summary>
internal sealed class FirewallSetMatch
{
    private readonly string _type;
    private readonly int _version;
    private readonly List<(bool Exclude, AddressMatch[] Addresses, string[] Macs, (int, int)[] Ports)> _rules = [];

    public FirewallSetMatch(DataModel model, ObjectNode set)
    {
        string V(ObjectNode node, string name) => model.ValueOf(node, name);
        IsEnabled = V(set, "Enable") == "true";
        _type = V(set, "Type");
        _version = int.Parse(V(set, "IPVersion"), CultureInfo.InvariantCulture);
        foreach (var rule in set.Tables["Rule"].Rows)
        {
            string[] Items(string name) => V(rule, name).Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
            _rules.Add((
                V(rule, "Exclude") == "true",
                [.. Items("IPAddressList").Select(a => AddressMatch.Read(a, "")!)],
                [.. Items("MACAddressList").Select(m => m.ToLowerInvariant())],
                [.. Items("PortList").Select(Range)]));
        }
    }

    public bool IsEnabled { get; }

    /// <summary>In one of its rules and in none that excludes.</summary>
    public bool Contains(Packet packet, bool source)
    {
        if (_version != -1 && _version != packet.IPVersion)
        {
            return false;
        }

        var address = source ? packet.Source : packet.Destination;
        var port = source ? packet.SourcePort : packet.DestinationPort;
        bool In((bool Exclude, AddressMatch[] Addresses, string[] Macs, (int First, int Last)[] Ports) rule) => _type switch
        {
            "Ports" => rule.Ports.Any(p => port >= p.First && port <= p.Last),
            "MACAddresses" => source && rule.Macs.Contains(packet.SourceMac, StringComparer.Ordinal),
            _ => rule.Addresses.Any(a => a.Contains(address)),
        };
        return _rules.Any(r => !r.Exclude && In(r)) && !_rules.Any(r => r.Exclude && In(r));
    }

    private static (int First, int Last) Range(string text)
    {
        var ends = text.Split('-', ':');
        return int.TryParse(ends[0], NumberStyles.None, CultureInfo.InvariantCulture, out var first) &&
            int.TryParse(ends[^1], NumberStyles.None, CultureInfo.InvariantCulture, out var last) ? (first, last) : (-2, -2);
    }
}
