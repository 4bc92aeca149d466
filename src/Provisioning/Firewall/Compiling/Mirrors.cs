using Provisioning.Mud.Model;

namespace Provisioning.Firewall.Compiling;

/// <summary>
/// Which ACEs only let replies of another ACE through. Captured profiles write each flow twice; read literally, the
/// second half lets the remote side open flows from its server port.
/// </summary>
internal static class Mirrors
{
    /// <summary>
    /// True for a to-device ACE that names the peer's port and not the device's, or an ICMP reply type, and stands opposite
    /// a from-device ACE with the same peer. Where it says who opens the flow, it is taken at its word.
    /// </summary>
    public static bool IsReply(MudFile file, FlowDirection direction, MudAcl acl, MudAce ace)
    {
        var match = ace.Match;
        if (direction != FlowDirection.ToDevice || !ace.Accept || match.InitiatedBy is not null)
        {
            return false;
        }

        var half = match is { Protocol: 6 or 17, SourcePorts.Count: > 0, DestinationPorts.Count: 0 } || IsEchoReply(match);
        return half && file.FromDevice.Any(a => a.Type == acl.Type && a.Aces.Any(other => other.Accept && IsOpposite(other.Match, match)));
    }

    private static bool IsOpposite(MudMatch from, MudMatch to) =>
        from.IPVersion == to.IPVersion
        && from.Protocol == to.Protocol
        && from.Destination == to.Source
        && from.Source == to.Destination
        && string.Equals(from.DestinationName, to.SourceName, StringComparison.OrdinalIgnoreCase)
        && Equals(from.Peer, to.Peer)
        && from.InitiatedBy is not MudInitiator.ToDevice
        && from.DestinationPorts.SequenceEqual(to.SourcePorts)
        && from.SourcePorts.SequenceEqual(to.DestinationPorts)
        && (!IsEchoReply(to) || from.IcmpType == (to.Protocol == 58 ? 128 : 8));

    private static bool IsEchoReply(MudMatch match) =>
        match is { Protocol: 1, IcmpType: 0 } or { Protocol: 58, IcmpType: 129 };

    /// <summary>
    /// Stateless dialects let a reply through only where the file has an ACE for it: flows whose replies are lost, by ACE.
    /// </summary>
    public static IEnumerable<Approximation> LostReplies(IReadOnlyList<Flow> flows, IReadOnlyList<Flow> opposite)
    {
        var accepting = opposite.Where(f => f.Accept).ToList();
        return flows
            .Where(f => f.Accept && f.Protocol is 6 or 17 && !IsToGroups(f))
            .Where(f => !accepting.Exists(r => Answers(r, f)))
            .SelectMany(f => f.Because)
            .Where(b => b.Ace is not null && !IsAnswered(b))
            .Select(b => new Approximation(b.Ace!, "over", "stateless-replies") { Layer = b.Layer == "community" ? b.Layer : null })
            .Distinct();
    }

    private static bool IsToGroups(Flow flow) => flow.Peers is { } peers && peers.All(t => t.Prefixes.All(LocalPeers.IsGroup));

    private static bool Answers(Flow reply, Flow flow) =>
        reply.Covers(flow with { Source = flow.Destination, Destination = flow.Source });

    /// <summary>Entries of ISP and subscriber have answers of their own.</summary>
    private static bool IsAnswered(Because because) => because.Layer is "isp" or "subscriber";
}
