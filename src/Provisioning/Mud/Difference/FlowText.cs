using Provisioning.Mud.Model;

namespace Provisioning.Mud.Difference;

/// <summary>The same packets in fewer words.</summary>
internal static class FlowText
{
    public static IReadOnlyList<MudFlow> Simplify(IReadOnlyList<MudFlow> flows)
    {
        var joined = Join(Join(flows, f => f.Destination, (f, r) => f with { Destination = r }), f => f.Source, (f, r) => f with { Source = r });

        // What holds for any peer, protocol or whatever else is not said again for each.
        var kept = joined.Where(f => !joined.Any(wider => wider != f && Covers(wider, f))).ToList();
        return [.. kept.Where(f => f.Version != 6 || !kept.Contains(f with { Version = 4 })).Select(f => f.Version == 4 && kept.Contains(f with { Version = 6 }) ? f with { Version = 0 } : f)
            .OrderByDescending(f => f.FromDevice).ThenBy(f => f.Peer, StringComparer.Ordinal).ThenBy(f => f.Protocol).ThenBy(f => f.Destination.First)];
    }

    private static bool Covers(MudFlow wider, MudFlow flow) =>
        wider.FromDevice == flow.FromDevice && wider.Version == flow.Version
        && (wider.Peer == "any" || wider.Peer == flow.Peer)
        && (wider.Protocol < 0 || wider.Protocol == flow.Protocol)
        && (wider.Terms.Length == 0 || wider.Terms == flow.Terms)
        && wider.Source.First <= flow.Source.First && flow.Source.Last <= wider.Source.Last
        && wider.Destination.First <= flow.Destination.First && flow.Destination.Last <= wider.Destination.Last;

    private static List<MudFlow> Join(IReadOnlyList<MudFlow> flows, Func<MudFlow, PortRange> of, Func<MudFlow, PortRange, MudFlow> with)
    {
        var joined = new List<MudFlow>();
        foreach (var group in flows.GroupBy(f => with(f, default)))
        {
            MudFlow? last = null;
            foreach (var flow in group.OrderBy(f => of(f).First))
            {
                if (last is not null && of(flow).First == of(last).Last + 1)
                {
                    last = with(last, new PortRange(of(last).First, of(flow).Last));
                    continue;
                }

                if (last is not null)
                {
                    joined.Add(last);
                }

                last = flow;
            }

            joined.Add(last!);
        }

        return joined;
    }
}
