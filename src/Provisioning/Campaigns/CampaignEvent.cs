namespace Provisioning.Campaigns;

/// <summary>What can happen to a campaign.</summary>
public enum CampaignEvent
{
    Start,
    Pause,
    Resume,
    Finish,
    Cancel,
}
