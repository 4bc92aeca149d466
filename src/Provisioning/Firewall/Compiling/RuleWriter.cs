using System.Net;
using Provisioning.Mud.Model;

namespace Provisioning.Firewall.Compiling;

/// <summary>Turns flows of one direction into rules of a dialect, and gathers the address sets that they name.</summary>
internal sealed class RuleWriter(FlowDirection direction, bool useSets)
{
    private readonly SortedDictionary<string, FirewallSet> _sets = new(StringComparer.Ordinal);

    public IReadOnlyCollection<FirewallSet> Sets => _sets.Values;

    /// <summary>In the flows' order; a flow with several prefixes becomes several rules.</summary>
    public IReadOnlyList<FirewallRule> Write(IEnumerable<Flow> flows)
    {
        var rules = new List<FirewallRule>();
        foreach (var flow in flows)
        {
            foreach (var rule in Write(flow))
            {
                // The same rule for IPv4 and IPv6, neighbours in the list: one rule for both.
                if (rules.Count > 0 && rules[^1] with { IPVersion = rule.IPVersion, Because = rule.Because } == rule
                    && rules[^1].IPVersion != rule.IPVersion && rule is { SourceIP: "", DestIP: "", SourceSet: "", DestSet: "" })
                {
                    rules[^1] = rule with { IPVersion = -1, Because = [.. rules[^1].Because.Union(rule.Because)] };
                }
                else
                {
                    rules.Add(rule);
                }
            }
        }

        return rules;
    }

    private IEnumerable<FirewallRule> Write(Flow flow)
    {
        var rule = new FirewallRule
        {
            Description = flow.Because is [{ Layer: "default" }, ..] ? RuleText.Clip(flow.Text) : RuleText.OfAces(flow.Text),
            Target = flow.Accept ? "Accept" : "Drop",
            IPVersion = flow.Version,
            Protocol = flow.Protocol,
            SourcePort = First(flow.Source),
            SourcePortRangeMax = Last(flow.Source),
            DestPort = First(flow.Destination),
            DestPortRangeMax = Last(flow.Destination),
            Because = [.. flow.Because],
        };
        if (flow.Own is { } own)
        {
            rule = WithAddress(rule, own, source: direction == FlowDirection.FromDevice);
        }

        if (flow.Peers is not { } peers)
        {
            return [rule];
        }

        var theirs = direction == FlowDirection.ToDevice;
        if (!useSets)
        {
            return Prefixes.Collapse(peers.SelectMany(p => p.Prefixes)).Select(p => WithAddress(rule, p, theirs));
        }

        var (inSet, apart) = Split(peers);
        var rules = new List<FirewallRule>();
        if (inSet.Count > 0)
        {
            var name = SetOf(flow.Version, inSet);
            rules.Add(theirs ? rule with { SourceSet = name } : rule with { DestSet = name });
        }

        rules.AddRange(Prefixes.Collapse(apart).Select(p => WithAddress(rule, p, theirs)));
        return rules;
    }

    /// <summary>Names and classes go into a set, and single addresses with them; prefixes cannot (IPAddressList holds addresses).</summary>
    private static (List<PeerTerm> InSet, List<IPNetwork> Apart) Split(IReadOnlyCollection<PeerTerm> peers)
    {
        var inSet = peers.Where(p => p.IsNamed && p.Prefixes.All(Prefixes.IsSingle)).ToList();
        var literals = Prefixes.Collapse(peers.Except(inSet).SelectMany(p => p.Prefixes));
        var singles = literals.Where(Prefixes.IsSingle).ToList();
        if (inSet.Count == 0 && singles.Count < 2)
        {
            return (inSet, [.. literals]);
        }

        // What is local, or belongs to a default, is a fixed handful of prefixes: its addresses stay with them.
        var loose = peers.Where(p => !p.IsNamed && p.Prefixes is [var only] && Prefixes.IsSingle(only) && singles.Contains(only)).ToList();
        if (inSet.Count == 0 && loose.Count < 2)
        {
            return (inSet, [.. literals]);
        }

        inSet.AddRange(loose);
        return (inSet, [.. literals.Except(loose.SelectMany(p => p.Prefixes))]);
    }

    private string SetOf(int version, List<PeerTerm> terms)
    {
        var symbols = string.Join('\n', terms.Select(t => t.Symbol).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal));
        var name = $"m{version}-{RuleText.Hash(symbols, 16)}";
        var addresses = terms.SelectMany(t => t.Prefixes).Distinct().Order(Comparer<IPNetwork>.Create(Prefixes.Compare));
        _sets[name] = new FirewallSet(name, version, [.. addresses.Select(a => a.BaseAddress.ToString())]);
        return name;
    }

    private static FirewallRule WithAddress(FirewallRule rule, IPNetwork network, bool source)
    {
        if (network.PrefixLength == 0)
        {
            return rule;
        }

        // A bare 0.0.0.0 is read as "any" by some firmware; with its length it cannot be.
        var unspecified = network.BaseAddress.Equals(IPAddress.Any) || network.BaseAddress.Equals(IPAddress.IPv6Any);
        var (address, length) = (network.BaseAddress.ToString(), Prefixes.IsSingle(network) && !unspecified ? -1 : network.PrefixLength);
        return source
            ? rule with { SourceIP = address, SourcePrefixLength = length }
            : rule with { DestIP = address, DestPrefixLength = length };
    }

    /// <summary>All 65,536 ports are no criterion.</summary>
    private static int First(PortRange range) => range == Flow.AnyPort ? -1 : range.First;

    private static int Last(PortRange range) => range == Flow.AnyPort || range.First == range.Last ? -1 : range.Last;
}
