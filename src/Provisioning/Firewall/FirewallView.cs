namespace Provisioning.Firewall;

/// <summary>A device's rules as <c>GET /devices/{id}/firewall</c> shows them.</summary>
/// <param name="Wanted">What the firewall layer declares, in the order of chains and rules.</param>
/// <param name="Reported">Every rule that the gateway reports, of whomever.</param>
public sealed record FirewallView(IReadOnlyList<FirewallViewRule> Wanted, IReadOnlyList<FirewallViewRule> Reported)
{
    /// <summary>Which firewall was confirmed, is on trial, or was taken back.</summary>
    public Trials.FirewallStanding Standing { get; init; } = Trials.FirewallStanding.None;
}
