namespace Provisioning.Campaigns;

/// <summary>A campaign as a whole, counted at one instant.</summary>
/// <param name="RingOpenedAt">When the present ring was let go: the last outcome in the rings before it, or the start.</param>
/// <param name="Failures">Failed devices that count for the stop rule.</param>
/// <param name="RecentFailures">Failed among the last that ended, as many as the stop rule looks at.</param>
public sealed record CampaignStanding(
    Guid Id,
    CampaignState State,
    IReadOnlyList<RingStanding> Rings,
    DateTimeOffset RingOpenedAt,
    int Failures,
    int RecentFailures)
{
    public int Running => Rings.Sum(r => r.Running);

    public int Pending => Rings.Sum(r => r.Present + r.Absent);

    /// <summary>The ring under way; devices of it and of those before may begin.</summary>
    public int CurrentRing => Rings.OrderBy(r => r.Ring).FirstOrDefault(r => !r.Done)?.Ring ?? int.MaxValue;
}
