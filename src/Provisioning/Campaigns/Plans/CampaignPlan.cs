using System.Text.Json.Serialization;

namespace Provisioning.Campaigns;

/// <summary>What a campaign does, to whom, when, and when it stops itself. Kept as JSON with the campaign, immutable once started.</summary>
/// <param name="Concurrency">How many devices may be under way at once.</param>
/// <param name="SpreadMinutes">Devices begin spread over so long after the window (or the ring) opened, by a hash of the device.</param>
/// <param name="Retries">Further attempts after a failed one.</param>
/// <param name="RetryDelayMinutes">Rest before the next attempt at the same device.</param>
/// <param name="AttemptMinutes">How long one attempt may take until the new version is reported; null: as the installation has it.</param>
/// <param name="TimeZone">IANA name; for devices that have none of their own. Null: UTC.</param>
/// <param name="Deadline">After it no device begins; what has not begun is skipped.</param>
/// <param name="Force">Also devices that the image's metadata (OUI, product class, manufacturer) does not name.</param>
/// <param name="FailuresCountFrom">Failures before it are forgiven: set when a person resumes a paused campaign.</param>
public sealed record CampaignPlan(
    CampaignSelection Selection,
    CampaignChange Change,
    IReadOnlyList<CampaignRing> Rings,
    IReadOnlyList<MaintenanceWindow> Windows,
    StopRules StopRules,
    int Concurrency = CampaignPlan.DefaultConcurrency,
    int SpreadMinutes = 0,
    int Retries = CampaignPlan.DefaultRetries,
    int RetryDelayMinutes = CampaignPlan.DefaultRetryDelayMinutes,
    int? AttemptMinutes = null,
    string? TimeZone = null,
    DateTimeOffset? Deadline = null,
    bool Force = false,
    DateTimeOffset? FailuresCountFrom = null)
{
    public const int DefaultConcurrency = 50;
    public const int DefaultRetries = 1;
    public const int DefaultRetryDelayMinutes = 5;

    [JsonIgnore]
    public MaintenanceSchedule Schedule => new(Windows);
}
