using System.Net;
using Provisioning.Mud.Model;

namespace Provisioning.Mud.Difference;

/// <summary>
/// What a new edition of a MUD file lets through that the old one did not, and the other way round. Compared are sets of packets, not
/// texts: other names for lists and entries, another order that decides nothing, a range cut in two are no difference. Peers are symbols:
/// two names are two peers whatever they resolve to, and a prefix is inside another.
/// </summary>
/// <param name="Gained">Let through by the new one only.</param>
/// <param name="Lost">Let through by the old one only.</param>
public sealed record MudDifference(IReadOnlyList<MudFlow> Gained, IReadOnlyList<MudFlow> Lost)
{
    /// <summary>Comparison of every kind of packet with every entry: files beyond this are hostile, not large.</summary>
    private const long MostQuestions = 200_000_000;

    /// <summary>A protocol, a peer or a term that neither file speaks of.</summary>
    private const int OtherProtocol = -1;

    public bool IsNone => Gained.Count + Lost.Count == 0;

    /// <returns>Null: the files are too large to be compared.</returns>
    public static MudDifference? Of(MudFile old, MudFile current)
    {
        List<SaidFlow> before = [.. SaidFlow.Of(old)], after = [.. SaidFlow.Of(current)];
        var (gained, lost) = (new List<MudFlow>(), new List<MudFlow>());
        var left = MostQuestions;
        foreach (var fromDevice in (bool[])[true, false])
        {
            foreach (var version in (int[])[4, 6])
            {
                if (!Compare([.. before.Where(IsHere)], [.. after.Where(IsHere)], gained, lost, ref left))
                {
                    return null;
                }

                bool IsHere(SaidFlow f) => f.FromDevice == fromDevice && f.Version == version;
            }
        }

        return new MudDifference(FlowText.Simplify(gained), FlowText.Simplify(lost));
    }

    private static bool Compare(List<SaidFlow> before, List<SaidFlow> after, List<MudFlow> gained, List<MudFlow> lost, ref long left)
    {
        List<SaidFlow> all = [.. before, .. after];
        if (all.Count == 0)
        {
            return true;
        }

        var (fromDevice, version) = (all[0].FromDevice, all[0].Version);
        List<(string? Symbol, IPNetwork? Network)> peers = [(null, null), .. all.Where(f => f.Peer is not null).Select(f => (f.Peer, f.Network)).Distinct()];
        List<int> protocols = [OtherProtocol, .. all.Select(f => f.Protocol).Where(p => p >= 0).Distinct().Order()];
        List<string> terms = ["", .. all.Select(f => f.Terms).Where(t => t.Length > 0).Distinct(StringComparer.Ordinal)];
        foreach (var (symbol, network) in peers)
        {
            foreach (var protocol in protocols)
            {
                foreach (var term in terms)
                {
                    if ((left -= all.Count) < 0)
                    {
                        return false;
                    }

                    var (mine, theirs) = (before.FindAll(Concerns), after.FindAll(Concerns));
                    foreach (var source in Ranges(mine.Concat(theirs).SelectMany(f => f.Source)))
                    {
                        foreach (var destination in Ranges(mine.Concat(theirs).SelectMany(f => f.Destination)))
                        {
                            left -= mine.Count + theirs.Count;
                            var (was, now) = (Lets(mine, source, destination), Lets(theirs, source, destination));
                            if (was != now)
                            {
                                (now ? gained : lost).Add(new MudFlow(fromDevice, version, protocol, symbol ?? "any", source, destination, term));
                            }
                        }

                        if (left < 0)
                        {
                            return false;
                        }
                    }

                    bool Concerns(SaidFlow f) => f.IsAbout(symbol, network) && (f.Protocol < 0 || f.Protocol == protocol) && (f.Terms.Length == 0 || f.Terms == term);
                }
            }
        }

        return true;
    }

    private static bool Lets(List<SaidFlow> flows, PortRange source, PortRange destination) =>
        flows.Find(f => f.Source.Any(r => Holds(r, source)) && f.Destination.Any(r => Holds(r, destination)))?.Accept ?? false;

    private static bool Holds(PortRange outer, PortRange inner) => outer.First <= inner.First && inner.Last <= outer.Last;

    /// <summary>All ports, cut at every boundary.</summary>
    private static IEnumerable<PortRange> Ranges(IEnumerable<PortRange> ranges)
    {
        var starts = new SortedSet<int>(ranges.SelectMany(r => (int[])[r.First, r.Last + 1]).Append(0)).Where(s => s <= ushort.MaxValue).ToList();
        return starts.Select((s, i) => new PortRange((ushort)s, (ushort)(i + 1 < starts.Count ? starts[i + 1] - 1 : ushort.MaxValue)));
    }
}
