using Provisioning.Devices;

namespace Provisioning.Firewall.Linking;

/// <summary>Finds where packets enter the rules of a gateway, by what it reports to be in force (TR-181 Firewall.Config).</summary>
internal static class FirewallEntries
{
    private const string Root = "Device.Firewall.";

    public static FirewallEntry Find(ReportedParameters reported)
    {
        var config = reported.Value(Root + "Config");
        return config switch
        {
            "Policy" when Level("PolicyLevel") is { } level => OfPolicies(reported, level),
            "Advanced" when Level("AdvancedLevel") is { } level => OfLevel(reported, level),
            _ => FirewallEntry.OwnChains,
        };

        string? Level(string name) => reported.Value(Root + name) is { Length: > 0 } path ? path.TrimEnd('.') + "." : null;
    }

    /// <summary>For a gateway with one chain: the level's, else the first that there is.</summary>
    public static string? SingleChain(ReportedParameters reported)
    {
        if (Find(reported) is { Out: [var entry, ..] })
        {
            return entry;
        }

        var chains = reported.Instances(Root + "Chain.");
        return chains.Count == 0 ? null : chains[0] + "Rule.";
    }

    private static FirewallEntry OfLevel(ReportedParameters reported, string level)
    {
        var chain = Rules(reported.Value(level + "Chain"));
        return chain is null ? FirewallEntry.OwnChains : new FirewallEntry([chain], [chain]);
    }

    private static FirewallEntry OfPolicies(ReportedParameters reported, string level)
    {
        List<string> outward = [], inward = [];
        var policies = (reported.Value(level + "Policies") ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        foreach (var policy in policies.Select(p => p.TrimEnd('.') + "."))
        {
            if (reported.Value(policy + "Enable") is "false" or "0")
            {
                continue;
            }

            Add(outward, reported.Value(policy + "TargetChain"), reported.Value(policy + "Chain"));
            Add(inward, reported.Value(policy + "ReverseTargetChain"), reported.Value(policy + "ReverseChain"));
        }

        return new FirewallEntry(outward, inward);

        static void Add(List<string> tables, string? target, string? chain)
        {
            if (target is null or "Chain" && Rules(chain) is { } table && !tables.Contains(table, StringComparer.Ordinal))
            {
                tables.Add(table);
            }
        }
    }

    private static string? Rules(string? chain) => string.IsNullOrEmpty(chain) ? null : chain.TrimEnd('.') + ".Rule.";
}
