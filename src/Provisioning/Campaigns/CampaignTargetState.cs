namespace Provisioning.Campaigns;

/// <summary>One device's way through a campaign.</summary>
public enum CampaignTargetState
{
    Pending,
    Running,
    Succeeded,
    Failed,
    Skipped,
}
