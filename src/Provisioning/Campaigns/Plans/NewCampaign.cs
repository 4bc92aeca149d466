namespace Provisioning.Campaigns;

/// <summary>A campaign as asked for.</summary>
public sealed record NewCampaign(string Name, CampaignPlan Plan);
