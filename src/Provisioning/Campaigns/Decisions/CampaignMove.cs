namespace Provisioning.Campaigns;

/// <summary>What one tick decides.</summary>
/// <param name="Happened">To the campaign as a whole; null: it stays as it is.</param>
/// <param name="Full">No device more may begin now: there is no use in looking at further pages for one.</param>
public sealed record CampaignMove(CampaignEvent? Happened, string? Reason, IReadOnlyList<TargetMove> Targets, bool Full = false)
{
    public bool IsNothing => Happened is null && Targets.Count == 0;
}
