namespace Provisioning.Campaigns;

/// <summary>A schedule seen at one instant in one zone.</summary>
/// <param name="OpenedAt">When the present opening began; null while closed, and where it has no beginning in sight.</param>
/// <param name="ClosesAt">When the present opening ends; null while closed, and where no end is in sight.</param>
/// <param name="OpensAt">The first instant, not in the past, at which it is open: now, while open; null if none is in sight.</param>
public sealed record ScheduleStanding(bool IsOpen, DateTimeOffset? OpenedAt, DateTimeOffset? ClosesAt, DateTimeOffset? OpensAt);
