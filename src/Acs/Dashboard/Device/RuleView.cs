using Provisioning.DesiredState;
using Provisioning.Devices;
using Provisioning.Firewall;
using Provisioning.Storage.Rows;

namespace Acs.Dashboard.Device;

/// <summary>A rule in a person's words.</summary>
/// <param name="Match">What it matches, short.</param>
/// <param name="ReportedAt">The row on the gateway, or null: not there yet.</param>
public sealed record RuleView(string Target, string Match, IReadOnlyList<Because> Because, string? ReportedAt)
{
    private static readonly string[] Silent = ["Enable", "Order", "Description", "Target", "TargetChain", "SourceAllInterfaces", "DestAllInterfaces"];

    /// <summary>The rules that concern a host, by the name of its chain, its MAC or its addresses.</summary>
    public static IReadOnlyList<RuleView> Of(IReadOnlyList<DesiredLayer> layers, ReportedParameters reported, HostRow host)
    {
        var firewall = layers.FirstOrDefault(l => l.Name == Layer.Firewall);
        var name = host.Mac.Replace(":", "", StringComparison.Ordinal);
        var addresses = host.Addresses.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return [.. FirewallDesiredRules.Of(firewall, reported).Wanted
            .Where(r => r.Chain.Contains(name, StringComparison.OrdinalIgnoreCase)
                || string.Equals(Value(r, "SourceMAC"), host.Mac, StringComparison.OrdinalIgnoreCase)
                || addresses.Contains(Value(r, "SourceIP"), StringComparer.OrdinalIgnoreCase)
                || addresses.Contains(Value(r, "DestIP"), StringComparer.OrdinalIgnoreCase))
            .Select(r => new RuleView(r.Target, Words(r), r.Because, r.Path))];
    }

    private static string? Value(FirewallViewRule rule, string name) => rule.Parameters.GetValueOrDefault(name);

    private static string Words(FirewallViewRule rule)
    {
        var words = rule.Parameters.Where(p => !Silent.Contains(p.Key, StringComparer.Ordinal) && p.Value.Length > 0)
            .Select(p => $"{p.Key} {p.Value}");
        return $"{string.Join(", ", words)} ({rule.Description})";
    }
}
