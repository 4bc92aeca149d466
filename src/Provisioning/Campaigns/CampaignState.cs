namespace Provisioning.Campaigns;

public enum CampaignState
{
    Draft,
    Running,
    Paused,
    Finished,
    Cancelled,
}
