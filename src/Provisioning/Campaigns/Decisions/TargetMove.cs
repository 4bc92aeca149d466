namespace Provisioning.Campaigns;

/// <summary>What is to become of one device, and why.</summary>
/// <param name="Happened">Null: it stays where it is, only the reason is a new one.</param>
/// <param name="ClosesAt">At the beginning: when the window that it begins in closes; null: no window.</param>
/// <param name="Rests">After a withdrawal: whether it rests before the next attempt.</param>
public sealed record TargetMove(long DeviceId, CampaignTargetEvent? Happened, string Reason, bool Rests = false, DateTimeOffset? ClosesAt = null);
