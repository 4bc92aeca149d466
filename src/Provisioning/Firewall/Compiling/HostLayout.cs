using System.Net;

namespace Provisioning.Firewall.Compiling;

/// <summary>
/// Where one host's rules stand: an entry for each direction that picks the host's packets and calls the host's chain,
/// which decides all of them and ends in a Drop. Nothing in it holds for a packet of another host.
/// </summary>
internal sealed class HostLayout(CompileInput input)
{
    public const string Out = "mud-out";
    public const string In = "mud-in";
    public const string Flat = "mud";

    private readonly IReadOnlyList<IPAddress> _addresses =
        [.. input.HostAddresses.Select(Prefixes.Normal).OfType<IPAddress>().Distinct()];

    /// <summary>Source MAC holds for IPv4 and IPv6 alike, and for addresses that change.</summary>
    private bool ByMac => input.Dialect.IsStateful() && input.HostMac is not null;

    private string Identity => input.HostMac is { } mac
        ? RuleText.Printable(mac).Replace(":", "", StringComparison.Ordinal)
        : _addresses.Count > 0 ? _addresses[0].ToString().Replace('.', '_').Replace(':', '_') : "nobody";

    public FirewallPolicy Build(IReadOnlyList<Flow> outward, IReadOnlyList<Flow> inward, IReadOnlyList<Approximation> approximations)
    {
        var fromWriter = new RuleWriter(FlowDirection.FromDevice, input.Dialect.HasSets());
        var toWriter = new RuleWriter(FlowDirection.ToDevice, input.Dialect.HasSets());
        IReadOnlyList<FirewallChain> chains = input.Dialect == FirewallDialect.Flat
            ? [new FirewallChain(Flat, true, null, [.. FlatRules(fromWriter, outward, true), .. FlatRules(toWriter, inward, false)])]
            : Chains(fromWriter.Write(OfHost(outward, ByMac)), toWriter.Write(OfHost(inward, false)));
        var sets = fromWriter.Sets.Concat(toWriter.Sets).DistinctBy(s => s.Name).OrderBy(s => s.Name, StringComparer.Ordinal);
        return new FirewallPolicy(input.Dialect, chains, [.. sets], approximations);
    }

    private IReadOnlyList<FirewallChain> Chains(IReadOnlyList<FirewallRule> outward, IReadOnlyList<FirewallRule> inward)
    {
        var outChain = HostChain("out", outward);
        var inChain = HostChain("in", inward);
        FirewallRule[] outJumps = ByMac
            ? [Jump("out", outChain.Name, "") with { SourceMac = input.HostMac! }]
            : [.. _addresses.Select(a => Jump("out", outChain.Name, $" {a}") with { IPVersion = Prefixes.VersionOf(a), SourceIP = a.ToString() })];
        FirewallRule[] inJumps =
            [.. _addresses.Select(a => Jump("in", inChain.Name, $" {a}") with { IPVersion = Prefixes.VersionOf(a), DestIP = a.ToString() })];
        return
        [
            new FirewallChain(Out, true, null, outJumps),
            new FirewallChain(In, true, null, inJumps),
            .. outJumps.Length > 0 ? [outChain] : Array.Empty<FirewallChain>(),
            .. inJumps.Length > 0 ? [inChain] : Array.Empty<FirewallChain>(),
        ];
    }

    private FirewallChain HostChain(string way, IReadOnlyList<FirewallRule> rules)
    {
        // Back to the gateway's own rules, and not past them.
        List<FirewallRule> all = input.BlocksOnly
            ? [.. rules.Select(r => r.Target == "Accept" ? r with { Target = "Return" } : r)]
            : [.. Replies(), .. rules, Final(way)];
        var hash = RuleText.Hash(string.Join('\n', all.Select(RuleText.Canonical)), 8);
        return new FirewallChain($"mud-{Identity}-{way}-{hash}", false, input.HostMac, all);
    }

    /// <summary>Only inside a host's chain: it must not decide anything for other hosts.</summary>
    private IEnumerable<FirewallRule> Replies()
    {
        if (input.Dialect.IsStateful())
        {
            yield return new FirewallRule
            {
                Description = "state: packets of connections that were let through",
                Target = "Accept",
                ConnectionState = "ESTABLISHED,RELATED",
                Because = [new Because("default", null, "established")],
            };
        }
    }

    private static FirewallRule Final(string way) => new()
    {
        Description = way == "out" ? "default: drop everything else from the host" : "default: drop everything else to the host",
        Target = "Drop",
        Because = [new Because("default", null, "drop")],
    };

    private FirewallRule Jump(string way, string chain, string suffix) => new()
    {
        Description = $"mud jump {Identity} {way}{suffix}",
        Target = "TargetChain",
        TargetChain = chain,
        Because = [input.BlocksOnly ? new Because("subscriber", null, null) : new Because("manufacturer", input.File.MudUrl, null)],
    };

    /// <summary>One chain for all: each rule names the host itself.</summary>
    private IEnumerable<FirewallRule> FlatRules(RuleWriter writer, IReadOnlyList<Flow> flows, bool outward)
    {
        foreach (var address in _addresses)
        {
            var own = Prefixes.Single(address);
            var mine = flows
                .Where(f => f.Version == Prefixes.VersionOf(address) && (f.Own is not { } o || Prefixes.Covers(o, own)))
                .Where(f => !(f.Accept && input.BlocksOnly))
                .Select(f => f with { Own = own });
            foreach (var rule in writer.Write(mine))
            {
                yield return rule;
            }

            if (input.BlocksOnly)
            {
                continue;
            }

            var final = Final(outward ? "out" : "in") with { IPVersion = Prefixes.VersionOf(address) };
            yield return outward ? final with { SourceIP = address.ToString() } : final with { DestIP = address.ToString() };
        }
    }

    /// <summary>
    /// Leaves out what the entry has decided already: versions in which no packet gets here, and the device's own prefix
    /// where all its addresses are in it, or none.
    /// </summary>
    private IEnumerable<Flow> OfHost(IReadOnlyList<Flow> flows, bool byMac)
    {
        foreach (var flow in flows)
        {
            var mine = _addresses.Where(a => Prefixes.VersionOf(a) == flow.Version).Select(Prefixes.Single).ToList();
            if (byMac)
            {
                yield return flow;
            }
            else if (mine.Count > 0 && (flow.Own is not { } own || mine.Exists(a => Prefixes.Covers(own, a))))
            {
                yield return flow.Own is { } o && mine.TrueForAll(a => Prefixes.Covers(o, a)) ? flow with { Own = null } : flow;
            }
        }
    }
}
