namespace Provisioning.Campaigns;

/// <summary>One device's standing in the campaign.</summary>
/// <param name="Attempts">Begun so far, the present one included.</param>
/// <param name="StartedAt">When the last attempt began.</param>
/// <param name="EndedAt">When the last attempt ended; a pending device rests from then.</param>
/// <param name="Device">Null: it was forgotten.</param>
public sealed record TargetFacts(
    long DeviceId,
    int Ring,
    CampaignTargetState State,
    string? Reason,
    int Attempts,
    DateTimeOffset? StartedAt,
    DateTimeOffset? EndedAt,
    DeviceFacts? Device);
