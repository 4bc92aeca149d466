using System.Collections.Immutable;

namespace Provisioning.Firewall.Compiling;

/// <summary>
/// The packets that two lists of flows both let through. Of a packet the first flow of a list that holds it decides; so of the pairs in
/// the order of both lists the first that holds it is made of the two that decide, and it is let through where both let it through.
/// </summary>
internal static class Narrowing
{
    public static IEnumerable<Flow> Of(IReadOnlyList<Flow> flows, IReadOnlyList<Flow> narrower)
    {
        foreach (var one in flows)
        {
            foreach (var other in narrower)
            {
                if (Intersect(one, other) is { } both)
                {
                    yield return both;
                }
            }
        }
    }

    private static Flow? Intersect(Flow one, Flow other)
    {
        if (one.Version != other.Version || (one.Protocol >= 0 && other.Protocol >= 0 && one.Protocol != other.Protocol))
        {
            return null;
        }

        var source = new Mud.Model.PortRange(Math.Max(one.Source.First, other.Source.First), Math.Min(one.Source.Last, other.Source.Last));
        var destination = new Mud.Model.PortRange(Math.Max(one.Destination.First, other.Destination.First), Math.Min(one.Destination.Last, other.Destination.Last));
        if (source.First > source.Last || destination.First > destination.Last)
        {
            return null;
        }

        if (one.Own is { } mine && other.Own is { } theirs && !Prefixes.Covers(mine, theirs) && !Prefixes.Covers(theirs, mine))
        {
            return null;
        }

        var peers = one.Peers is not { } left ? other.Peers
            : other.Peers is not { } right ? left
            : (ImmutableArray<PeerTerm>?)[.. from l in left from r in right let t = Intersect(l, r) where t.Prefixes.Count > 0 select t];
        if (peers is { Length: 0 })
        {
            return null;
        }

        return new Flow(
            one.Version,
            Math.Max(one.Protocol, other.Protocol),
            peers,
            one.Own is not { } a ? other.Own : other.Own is not { } b ? a : Prefixes.Covers(a, b) ? b : a,
            source,
            destination,
            one.Accept && other.Accept,
            [.. one.Because.Concat(other.Because).Distinct()],
            one.Text == other.Text ? one.Text : $"{one.Text} & {other.Text}");
    }

    private static PeerTerm Intersect(PeerTerm left, PeerTerm right) => left.Equals(right)
        ? left
        : new PeerTerm($"{left.Symbol} & {right.Symbol}", left.IsNamed || right.IsNamed, Prefixes.Collapse(Prefixes.Intersect(left.Prefixes, right.Prefixes.ToList())));
}
