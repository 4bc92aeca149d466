using System.Net;
using System.Net.Sockets;
using Provisioning.Storage.Rows;

namespace Provisioning.Mud.Questions.Asking;

/// <summary>Findings of one host as few flows that a person can read, the busiest first. Pure.</summary>
internal static class FlowGroups
{
    /// <summary>So many addresses of one network with one service are said to be the network: more would be a list that nobody reads.</summary>
    private const int Crowd = 4;

    private const int NetworkBits4 = 24;
    private const int NetworkBits6 = 64;

    /// <summary>Names that are shown of one flow.</summary>
    private const int MaxNames = 3;

    public static IReadOnlyList<AskedFlow> Of(IReadOnlyList<FlowFindingRow> findings, ILookup<string, string> names) =>
    [
        .. findings.Where(f => IPAddress.TryParse(f.Peer, out _)).GroupBy(f => (f.FromDevice, f.Protocol, f.Port))
            .SelectMany(service => service.GroupBy(f => NetworkOf(IPAddress.Parse(f.Peer))).SelectMany(n => InOne(n, names)))
            .OrderByDescending(g => g.Count).ThenBy(g => g.Flow.Peer, StringComparer.Ordinal).ThenBy(g => g.Flow.FirstPort)
            .Select(g => g.Flow),
    ];

    /// <summary>The question was about this flow, too.</summary>
    public static bool Covers(AskedFlow asked, FlowFindingRow finding) =>
        asked.FromDevice == finding.FromDevice
        && (asked.Protocol < 0 || asked.Protocol == finding.Protocol)
        && ((asked.FirstPort, asked.LastPort) == (0, ushort.MaxValue) || (asked.FirstPort <= finding.Port && finding.Port <= asked.LastPort))
        && (asked.Peer == "any" || (asked.Peer == "local" && finding.AtHome) || Holds(asked.Peer, finding.Peer));

    private static bool Holds(string peer, string address) =>
        IPAddress.TryParse(address, out var one)
        && (IPNetwork.TryParse(peer, out var network) ? network.BaseAddress.AddressFamily == one.AddressFamily && network.Contains(one) : IPAddress.TryParse(peer, out var other) && other.Equals(one));

    private static IPNetwork NetworkOf(IPAddress address)
    {
        var bytes = address.GetAddressBytes();
        var bits = address.AddressFamily == AddressFamily.InterNetwork ? NetworkBits4 : NetworkBits6;
        Array.Clear(bytes, bits / 8, bytes.Length - (bits / 8));
        return new IPNetwork(new IPAddress(bytes), bits);
    }

    private static IEnumerable<(AskedFlow Flow, long Count)> InOne(IGrouping<IPNetwork, FlowFindingRow> network, ILookup<string, string> names)
    {
        var peers = network.GroupBy(f => f.Peer, StringComparer.Ordinal).ToList();
        // A host of the home is never somebody's network.
        return peers.Count >= Crowd && network.All(f => !f.AtHome)
            ? [(FlowOf(network.Key.ToString(), [.. network], names), network.Sum(f => f.Count))]
            : peers.Select(p => (FlowOf(p.Key, [.. p], names), p.Sum(f => f.Count)));
    }

    private static AskedFlow FlowOf(string peer, IReadOnlyList<FlowFindingRow> seen, ILookup<string, string> names)
    {
        var (first, addresses) = (seen[0], seen.Select(f => f.Peer).Distinct(StringComparer.Ordinal).ToList());
        var (from, to) = first.Protocol is 6 or 17 && first.Port is > 0 and <= ushort.MaxValue ? (first.Port, first.Port) : (0, ushort.MaxValue);
        return new AskedFlow(first.FromDevice, peer, first.Protocol, from, to)
        {
            Addresses = addresses.Count,
            Names = [.. addresses.SelectMany(a => names[a]).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).Take(MaxNames)],
        };
    }
}
