using Provisioning.Storage.Rows;

namespace Provisioning.Campaigns;

/// <summary>A campaign with its plan and how many devices are where.</summary>
public sealed record CampaignView(CampaignRow Row, CampaignPlan Plan, IReadOnlyDictionary<CampaignTargetState, int> Counts);
