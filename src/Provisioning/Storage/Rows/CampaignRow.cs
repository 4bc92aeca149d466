using Provisioning.Campaigns;

namespace Provisioning.Storage.Rows;

/// <summary>A change rolled out over a selection of devices. Its plan is JSON, its standing is columns.</summary>
public sealed class CampaignRow
{
    public Guid Id { get; set; }

    public required string Name { get; set; }

    public CampaignState State { get; set; }

    /// <summary>JSON of CampaignPlan.</summary>
    public required string Plan { get; set; }

    /// <summary>Why it is paused or ended.</summary>
    public string? Reason { get; set; }

    public required string Author { get; set; }

    public DateTimeOffset CreatedAt { get; set; }

    public DateTimeOffset? StartedAt { get; set; }

    public DateTimeOffset? FinishedAt { get; set; }

    public long Revision { get; set; }
}
