using Provisioning.Campaigns;

namespace Acs.Dashboard.Campaigns;

internal sealed record TargetView(string Key, int Ring, CampaignTargetState State, string? Version, string? Reason, int Attempts);
