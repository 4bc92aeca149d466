using System.Net;
using System.Net.Sockets;
using Provisioning.Mud.Composition;

namespace Provisioning.Firewall.Proof;

/// <summary>
/// Answers to what ISP and subscriber let through, where rules know no connections: whatever comes from the service's port to a port that
/// clients take, or to the same one. Written again.
/// </summary>
internal static class StatedReplies
{
    private const int FirstClient = 1024;

    /// <summary>Entries in whose favour answers pass in this direction; ports are asked by <see cref="Holds"/>.</summary>
    /// <param name="concerns">Whether an entry speaks of a peer and a protocol, in its own direction.</param>
    public static IEnumerable<PolicyEntry> Of(IReadOnlyList<PolicyEntry> entries, bool fromDevice, IPAddress peer, int protocol, Func<PolicyEntry, bool, IPAddress, int, bool> concerns) =>
        entries.Where(e => e.Accept && concerns(e, !fromDevice, peer, protocol) && HasAnswers(e, peer, protocol) && !entries.Any(f => IsVain(e, f)));

    public static bool Holds(PolicyEntry allows, ProofPacket answer) => answer.Protocol is not (6 or 17)
        || (allows.Ports.First <= answer.SourcePort && answer.SourcePort <= allows.Ports.Last
            && (answer.DestinationPort >= FirstClient || (allows.Ports.First == allows.Ports.Last && answer.DestinationPort == allows.Ports.First)));

    private static bool HasAnswers(PolicyEntry entry, IPAddress peer, int protocol) =>
        entry.Protocol >= 0 || protocol is 6 or 17 || protocol == (peer.AddressFamily == AddressFamily.InterNetworkV6 ? 58 : 1);

    /// <summary>All of it is forbidden by the same layer or a stronger one.</summary>
    private static bool IsVain(PolicyEntry allows, PolicyEntry forbids)
    {
        if (forbids.Accept || forbids.FromDevice != allows.FromDevice || (forbids.Layer == PolicyLayer.Subscriber && allows.Layer == PolicyLayer.Isp))
        {
            return false;
        }

        var protocol = forbids.Protocol < 0 || forbids.Protocol == allows.Protocol;
        var ports = forbids.Ports == PolicyEntry.AllPorts || (forbids.Ports.First <= allows.Ports.First && allows.Ports.Last <= forbids.Ports.Last);
        var peer = (forbids.Peer, allows.Peer) switch
        {
            (PolicyPeer.Any, _) => true,
            (PolicyPeer.Prefix { Network: var f }, PolicyPeer.Prefix { Network: var a }) =>
                f.BaseAddress.AddressFamily == a.BaseAddress.AddressFamily && f.PrefixLength <= a.PrefixLength && f.Contains(a.BaseAddress),
            var (f, a) => f == a,
        };
        return protocol && ports && peer;
    }
}
