using Provisioning.Campaigns;

namespace Provisioning.Storage.Rows;

/// <summary>One device in a campaign; key is (campaign, device).</summary>
public sealed class CampaignTargetRow
{
    public Guid CampaignId { get; set; }

    public long DeviceId { get; set; }

    /// <summary>0-based ring.</summary>
    public int Ring { get; set; }

    public CampaignTargetState State { get; set; }

    /// <summary>Why, for a person.</summary>
    public string? Reason { get; set; }

    public string? CommandKey { get; set; }

    public int Attempts { get; set; }

    public DateTimeOffset? StartedAt { get; set; }

    public DateTimeOffset? FinishedAt { get; set; }
}
