using System.Collections.Immutable;
using Provisioning.Mud.Model;

namespace Provisioning.Firewall.Compiling;

/// <summary>
/// Fewer flows that decide every packet as before. Inside a run of flows with the same action order does not matter, so
/// a run is grouped; across runs nothing is moved.
/// </summary>
internal static class FlowMinimiser
{
    /// <summary>Pairwise comparison is quadratic; a file larger than any real one is only grouped.</summary>
    private const int MostToCompare = 3000;

    public static IReadOnlyList<Flow> Minimise(IReadOnlyList<Flow> flows)
    {
        var kept = new List<Flow>();
        for (var start = 0; start < flows.Count;)
        {
            var end = start;
            while (end < flows.Count && flows[end].Accept == flows[start].Accept && IsDefault(flows[end]) == IsDefault(flows[start]))
            {
                end++;
            }

            kept.AddRange(MinimiseRun(flows.Skip(start).Take(end - start)));
            start = end;
        }

        return WithoutShadowed(kept);
    }

    private static List<Flow> MinimiseRun(IEnumerable<Flow> run)
    {
        var flows = Group(run, f => (f.Version, f.Protocol, f.Own, f.Source, f.Destination, ""), JoinPeers);
        flows = Group(flows, f => (f.Version, f.Protocol, f.Own, f.Source, Flow.AnyPort, Symbols(f)), f => JoinPorts(f, byDestination: true));
        flows = Group(flows, f => (f.Version, f.Protocol, f.Own, Flow.AnyPort, f.Destination, Symbols(f)), f => JoinPorts(f, byDestination: false));
        return flows.Count > MostToCompare ? flows : WithoutCovered(flows);
    }

    private static List<Flow> Group<TKey>(IEnumerable<Flow> flows, Func<Flow, TKey> key, Func<IReadOnlyList<Flow>, IEnumerable<Flow>> join)
        where TKey : notnull
    {
        var groups = new Dictionary<TKey, List<Flow>>();
        var order = new List<List<Flow>>();
        foreach (var flow in flows)
        {
            if (!groups.TryGetValue(key(flow), out var group))
            {
                groups.Add(key(flow), group = []);
                order.Add(group);
            }

            group.Add(flow);
        }

        return [.. order.SelectMany(group => group.Count == 1 ? group : join(group))];
    }

    private static string Symbols(Flow flow) =>
        flow.Peers is { } peers ? string.Join('\n', peers.Select(p => p.Symbol).Order(StringComparer.Ordinal)) : "*";

    private static IEnumerable<Flow> JoinPeers(IReadOnlyList<Flow> group)
    {
        if (group.FirstOrDefault(f => f.Peers is null) is { } any)
        {
            return [any];
        }

        ImmutableArray<PeerTerm> peers = [.. group.SelectMany(f => f.Peers!.Value).Distinct()];
        return [group[0] with { Peers = peers, Because = Reasons(group), Text = Texts(group) }];
    }

    private static IEnumerable<Flow> JoinPorts(IReadOnlyList<Flow> group, bool byDestination)
    {
        PortRange Of(Flow flow) => byDestination ? flow.Destination : flow.Source;
        Flow? last = null;
        foreach (var flow in group.OrderBy(f => Of(f).First).ThenBy(f => Of(f).Last))
        {
            if (last is not null && Of(flow).First <= Of(last).Last + 1)
            {
                var joined = new PortRange(Of(last).First, Math.Max(Of(last).Last, Of(flow).Last));
                IReadOnlyList<Flow> both = [last, flow];
                last = (byDestination ? last with { Destination = joined } : last with { Source = joined })
                    with { Because = Reasons(both), Text = Texts(both) };
                continue;
            }

            if (last is not null)
            {
                yield return last;
            }

            last = flow;
        }

        if (last is not null)
        {
            yield return last;
        }
    }

    /// <summary>Drops terms that another flow of the run holds already, and flows with no term left.</summary>
    private static List<Flow> WithoutCovered(List<Flow> flows)
    {
        for (var i = flows.Count - 1; i >= 0; i--)
        {
            var flow = flows[i];
            var wider = flows.Where((other, j) => j != i && other.CoversBox(flow)).ToList();
            if (wider.Exists(w => w.Peers is null))
            {
                flows.RemoveAt(i);
            }
            else if (flow.Peers is { } peers && wider.Count > 0)
            {
                var terms = wider.SelectMany(w => w.Peers!.Value).ToList();
                ImmutableArray<PeerTerm> left = [.. peers.Where(p => !terms.Exists(t => t.Covers(p)))];
                if (left.Length == 0)
                {
                    flows.RemoveAt(i);
                }
                else
                {
                    flows[i] = flow with { Peers = left };
                }
            }
        }

        return flows;
    }

    /// <summary>A flow that an earlier one covers is never reached, whatever the earlier one decides.</summary>
    private static List<Flow> WithoutShadowed(List<Flow> flows)
    {
        if (flows.Count > MostToCompare)
        {
            return flows;
        }

        var kept = new List<Flow>();
        foreach (var flow in flows)
        {
            if (!kept.Exists(earlier => earlier.Covers(flow)))
            {
                kept.Add(flow);
            }
        }

        return kept;
    }

    private static ImmutableArray<Because> Reasons(IReadOnlyList<Flow> flows) => [.. flows.SelectMany(f => f.Because).Distinct()];

    private static string Texts(IReadOnlyList<Flow> flows) => string.Join(", ", flows.Select(f => f.Text).Distinct(StringComparer.Ordinal));

    private static bool IsDefault(Flow flow) => flow.Because is [{ Layer: "default" }, ..];
}
