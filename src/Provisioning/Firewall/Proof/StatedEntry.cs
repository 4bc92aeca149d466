using System.Net;
using System.Net.Sockets;

namespace Provisioning.Firewall.Proof;

/// <summary>One ACE, read straight from the JSON into questions that a packet is asked.</summary>
internal sealed class StatedEntry
{
    /// <summary><c>ACL/ACE</c>.</summary>
    public required string Name { get; init; }

    public required bool FromDevice { get; init; }

    /// <summary>Null: it says nothing of what to do, and decides nothing.</summary>
    public bool? Accept { get; set; }

    /// <summary>A part that is known and that no rule can ask for: of the packets that the rest holds, it means some.</summary>
    public bool IsPartial { get; set; }

    /// <summary>A part that was not understood: the rest may hold too much, or too little.</summary>
    public bool IsUnread { get; set; }

    /// <summary>No IP packet can match.</summary>
    public bool IsNever { get; set; }

    /// <summary>4, 6, or 0 for either.</summary>
    public int Version { get; set; }

    public int Protocol { get; set; } = -1;

    public HashSet<IPAddress>? Addresses { get; set; }

    public List<IPNetwork> PeerPrefixes { get; } = [];

    public List<IPNetwork> OwnPrefixes { get; } = [];

    public bool Local { get; set; }

    /// <summary>Empty: any.</summary>
    public List<(int First, int Last)> SourcePorts { get; } = [];

    public List<(int First, int Last)> DestinationPorts { get; } = [];

    /// <summary>direction-initiated; null when absent.</summary>
    public bool? OpenedByDevice { get; set; }

    public int? IcmpType { get; set; }

    /// <summary>The other side in the file's words, to find the entry that this one mirrors.</summary>
    public SortedSet<string> PeerWords { get; } = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>What the policy says that the rules do with it; see <see cref="StatedFile"/>.</summary>
    public StatedTreatment Treatment { get; set; }

    /// <summary>The approximation behind <see cref="Treatment"/>.</summary>
    public Approximation? NamedBy { get; set; }

    /// <summary>Who opens the flow is another than who sends this first packet.</summary>
    public bool IsAnswering => OpenedByDevice is { } device && device != FromDevice;

    public IEnumerable<IPNetwork> Boundaries => [.. PeerPrefixes, .. (Addresses ?? []).Select(ProofNetwork.Single)];

    public void Restrict(HashSet<IPAddress> addresses)
    {
        Addresses ??= [.. addresses];
        Addresses.IntersectWith(addresses);
    }

    /// <summary>All but the ports.</summary>
    public bool Concerns(bool fromDevice, IPAddress own, IPAddress peer, int protocol, ProofNetwork network) =>
        FromDevice == fromDevice
        && (Version == 0 || Version == (peer.AddressFamily == AddressFamily.InterNetworkV6 ? 6 : 4))
        && (Protocol < 0 || Protocol == protocol)
        && PeerPrefixes.TrueForAll(p => p.Contains(peer))
        && OwnPrefixes.TrueForAll(p => p.Contains(own))
        && (Addresses is null || Addresses.Contains(peer))
        && (!Local || network.IsLocal(peer));

    public bool HoldsPorts(int source, int destination) => In(SourcePorts, source) && In(DestinationPorts, destination);

    private static bool In(List<(int First, int Last)> ranges, int port) => ranges.Count == 0 || ranges.Exists(r => port >= r.First && port <= r.Last);
}
