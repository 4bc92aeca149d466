using Provisioning.Firewall;

namespace Provisioning.Tests.Firewall;

/// <summary>Wrong policies, each by one rule.</summary>
internal static class Mutants
{
    public static IEnumerable<(string What, FirewallPolicy Policy)> Of(FirewallPolicy policy)
    {
        foreach (var chain in policy.Chains)
        {
            for (var i = 0; i < chain.Rules.Count; i++)
            {
                var rule = chain.Rules[i];
                if (rule.ConnectionState.Length > 0)
                {
                    continue; // says nothing about first packets
                }

                yield return ($"without {rule.Description}", With(policy, chain, [.. chain.Rules.Take(i), .. chain.Rules.Skip(i + 1)]));
                if (rule.Target != "TargetChain")
                {
                    var turned = rule with { Target = rule.Target == "Drop" ? "Accept" : "Drop" };
                    yield return ($"turned {rule.Description}", With(policy, chain, [.. chain.Rules.Take(i), turned, .. chain.Rules.Skip(i + 1)]));
                }
            }
        }
    }

    /// <summary>Off by one: ports, prefixes, members of sets, the host itself.</summary>
    public static IEnumerable<(string What, FirewallPolicy Policy)> Subtle(FirewallPolicy policy)
    {
        foreach (var chain in policy.Chains)
        {
            for (var i = 0; i < chain.Rules.Count; i++)
            {
                var rule = chain.Rules[i];
                FirewallRule[] changed =
                [
                    .. rule.DestPort >= 0 ? [rule with { DestPort = rule.DestPort + 1, DestPortRangeMax = Math.Max(-1, rule.DestPortRangeMax) }] : Array.Empty<FirewallRule>(),
                    .. rule.DestPortRangeMax >= 0 ? [rule with { DestPortRangeMax = rule.DestPortRangeMax - 1 }, rule with { DestPortRangeMax = rule.DestPortRangeMax + 1 }] : Array.Empty<FirewallRule>(),
                    .. rule.DestPrefixLength > 0 ? [rule with { DestPrefixLength = rule.DestPrefixLength + 1 }] : Array.Empty<FirewallRule>(),
                    .. rule.Protocol == 6 ? [rule with { Protocol = 17 }, rule with { Protocol = 47 }] : Array.Empty<FirewallRule>(),
                    .. rule.SourceMac.Length > 0 ? [rule with { SourceMac = "02:00:00:00:00:99" }, rule with { SourceMac = "" }] : Array.Empty<FirewallRule>(),
                ];
                foreach (var one in changed)
                {
                    yield return ($"{rule.Description}: {one}", With(policy, chain, [.. chain.Rules.Take(i), one, .. chain.Rules.Skip(i + 1)]));
                }
            }
        }

        foreach (var set in policy.Sets)
        {
            foreach (var address in set.Addresses)
            {
                yield return ($"{set.Name} without {address}", policy with { Sets = [.. policy.Sets.Select(s => s == set ? s with { Addresses = [.. s.Addresses.Where(a => a != address)] } : s)] });
            }
        }
    }

    private static FirewallPolicy With(FirewallPolicy policy, FirewallChain chain, IReadOnlyList<FirewallRule> rules) =>
        policy with { Chains = [.. policy.Chains.Select(c => c == chain ? c with { Rules = rules } : c)] };
}
