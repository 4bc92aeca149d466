using Provisioning.DesiredState;
using Provisioning.Firewall;

namespace Acs.Dashboard.Device;

/// <summary>A rule in a person's words.</summary>
/// <param name="Match">What it matches, short.</param>
/// <param name="ReportedAt">The row on the gateway, or null: not there yet.</param>
public sealed record RuleView(string HostMac, string Target, string Match, IReadOnlyList<Because> Because, string? ReportedAt)
{
    public static IEnumerable<RuleView> Of(IReadOnlyList<DesiredLayer> layers) => [];
}
