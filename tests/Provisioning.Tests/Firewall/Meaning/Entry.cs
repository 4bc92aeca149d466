using System.Net;

namespace Provisioning.Tests.Firewall.Meaning;

/// <summary>One ACE, read straight from the JSON into questions that a packet is asked.</summary>
internal sealed class Entry
{
    public required string Name { get; init; }

    public required bool FromDevice { get; init; }

    public bool Accept { get; set; } = true;

    /// <summary>The entry has a part that this reader does not know: nothing can be said about packets that the rest holds.</summary>
    public bool Unclear { get; set; }

    public int Version { get; set; }

    public int Protocol { get; set; } = -1;

    public HashSet<IPAddress>? Addresses { get; set; }

    public List<IPNetwork> PeerPrefixes { get; } = [];

    public List<IPNetwork> OwnPrefixes { get; } = [];

    public bool Local { get; set; }

    public (int First, int Last)? SourcePorts { get; set; }

    public (int First, int Last)? DestinationPorts { get; set; }

    /// <summary>direction-initiated, null when absent.</summary>
    public bool? OpenedByDevice { get; set; }

    public void Restrict(IEnumerable<IPAddress> addresses)
    {
        if (Addresses is null)
        {
            Addresses = [.. addresses];
        }
        else
        {
            Addresses.IntersectWith(addresses);
        }
    }

    public bool Holds(Probe probe, bool stateful) =>
        FromDevice == probe.FromDevice
        && (Version == 0 || Version == probe.Version)
        && (Protocol < 0 || Protocol == probe.Protocol)
        && (!stateful || OpenedByDevice is null || OpenedByDevice == probe.FromDevice)
        && In(SourcePorts, probe.SourcePort)
        && In(DestinationPorts, probe.DestinationPort)
        && PeerPrefixes.TrueForAll(p => p.Contains(probe.Peer))
        && OwnPrefixes.TrueForAll(p => p.Contains(probe.Own))
        && (Addresses is null || Addresses.Contains(probe.Peer))
        && (!Local || IsLocal(probe.Peer));

    public static bool IsLocal(IPAddress address)
    {
        var b = address.GetAddressBytes();
        return b.Length == 4
            ? (b[0] == 192 && b[1] == 168 && b[2] == 1) || (b[0] == 169 && b[1] == 254) || (b[0] >= 224 && b[0] <= 239) || b.All(x => x == 255)
            : World.Lan[1].Contains(address) || (b[0] == 0xfe && (b[1] & 0xc0) == 0x80) || b[0] == 0xff;
    }

    private static bool In((int First, int Last)? range, int port) => range is not { } r || (port >= r.First && port <= r.Last);
}
