namespace Provisioning.Firewall.Trials;

/// <summary>How many gateways fell silent with a new firewall of late.</summary>
/// <param name="Due">Their time is up now.</param>
/// <param name="Spared">They were given more time in an outage that goes on.</param>
/// <param name="Undone">Their firewall was taken back for silence within the last <see cref="FirewallOptions.LostAfter"/>.</param>
/// <param name="Trials">All that have a firewall on trial, <paramref name="Due"/> and <paramref name="Spared"/> among them.</param>
public sealed record SilentGateways(int Due, int Spared, int Undone, int Trials)
{
    /// <summary>One in so many: fewer is what single gateways do.</summary>
    private const int Share = 20;

    private int Silent => Due + Spared + Undone;

    /// <summary>So many at once is power, line or this server, and not their firewalls.</summary>
    /// <param name="lostAtOnce">So many alone are not yet.</param>
    public bool IsOutage(int lostAtOnce) => Silent > lostAtOnce && (long)Silent * Share > Trials + Undone;
}
