using Provisioning.Devices.Quirks;

namespace Acs.Northbound;

/// <summary>Which gateways are spoken to otherwise, and how.</summary>
internal sealed record QuirkRuleItem(
    string Name, string Because, string Oui, string ProductClass, string SoftwareVersion, IReadOnlyDictionary<string, object> Switches)
{
    public static QuirkRuleItem Of(QuirkRule rule) => new(rule.Name, rule.Because, rule.Oui, rule.ProductClass, rule.SoftwareVersion, rule.Switches);
}
