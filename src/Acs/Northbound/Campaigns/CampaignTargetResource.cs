using Provisioning.Campaigns;

namespace Acs.Northbound;

/// <summary>One device in a campaign, and why it is where it is.</summary>
public sealed record CampaignTargetResource(
    string Device, int Ring, CampaignTargetState State, string? Reason, int Attempts, string? SoftwareVersion, DateTimeOffset? StartedAt, DateTimeOffset? FinishedAt);
