using System.Globalization;
using Provisioning.Devices;

namespace Provisioning.Campaigns;

/// <summary>What becomes of a device that has not begun: the first thing that stands in its way is its reason.</summary>
internal sealed class PendingDecision(
    CampaignPlan plan,
    WantedChange change,
    CampaignStanding standing,
    ScheduleInZones schedule,
    TimeSpan absentAfter,
    DateTimeOffset now)
{
    private readonly int _ring = standing.CurrentRing;

    public TargetMove Decide(TargetFacts target, bool slotFree)
    {
        if (target.Device is not { } device)
        {
            return new TargetMove(target.DeviceId, CampaignTargetEvent.Skip, "the device was forgotten");
        }

        if (Ended(target, device) is var (ended, reason))
        {
            return new TargetMove(target.DeviceId, ended, reason);
        }

        return Obstacle(target, device) is { } obstacle
            ? new TargetMove(target.DeviceId, null, obstacle)
            : slotFree
                ? new TargetMove(target.DeviceId, CampaignTargetEvent.Begin, $"asked to {change.Order}", ClosesAt: schedule.For(device).Standing.ClosesAt)
                : new TargetMove(target.DeviceId, null, $"waits for its turn, {plan.Concurrency} at a time");
    }

    private (CampaignTargetEvent Happened, string Reason)? Ended(TargetFacts target, DeviceFacts device)
    {
        if (change.IsOn(device))
        {
            return target.Attempts > 0
                ? (CampaignTargetEvent.Succeed, change.Proof)
                : (CampaignTargetEvent.Skip, change.Already);
        }

        if (device.Status == DeviceStatus.Quarantined)
        {
            return (CampaignTargetEvent.Skip, "is in quarantine; approve it first");
        }

        if (!plan.Force && change.Unfit(device) is { } unfit)
        {
            return (CampaignTargetEvent.Skip, unfit);
        }

        if (plan.Deadline is { } deadline && now >= deadline)
        {
            return (target.Attempts > 0 ? CampaignTargetEvent.Fail : CampaignTargetEvent.Skip,
                $"the deadline passed at {Utc(deadline)}{(target.Reason is { } last ? $"; last: {last}" : "")}");
        }

        return null;
    }

    private string? Obstacle(TargetFacts target, DeviceFacts device)
    {
        if (target.Ring > _ring)
        {
            return $"waits for {RingName(_ring)}";
        }

        if (device.OtherAuthor is { } author)
        {
            return $"has another firmware declared by {author}";
        }

        if (target.EndedAt is { } ended && now < ended.AddMinutes(plan.RetryDelayMinutes))
        {
            // The reason why the last attempt ended says more than that it rests.
            return target.Reason ?? $"rests until {Utc(ended.AddMinutes(plan.RetryDelayMinutes))}";
        }

        if (device.LastContactAt is not { } seen)
        {
            return "was never in contact";
        }

        if (now - seen > absentAfter)
        {
            return $"not seen since {Utc(seen)}";
        }

        var (zone, window) = schedule.For(device);
        if (!window.IsOpen)
        {
            return window.OpensAt is { } opens
                ? $"window opens {Local(opens, zone)}"
                : "no window opens in the next two weeks";
        }

        var turn = Turn(device, window);
        return now < turn ? $"begins {Local(turn, zone)}, spread over {plan.SpreadMinutes} min" : null;
    }

    /// <summary>When this device's share of the spread is over: a fixed point of the window for each device.</summary>
    private DateTimeOffset Turn(DeviceFacts device, ScheduleStanding window)
    {
        var from = window.OpenedAt is { } opened && opened > standing.RingOpenedAt ? opened : standing.RingOpenedAt;
        var spread = TimeSpan.FromMinutes(plan.SpreadMinutes);
        if (window.ClosesAt is { } closes && closes - from < spread)
        {
            spread = closes - from;
        }

        return from + (spread * DeviceLot.Draw(standing.Id, device.Key));
    }

    private string RingName(int ring) => ring < plan.Rings.Count ? $"ring \"{plan.Rings[ring].Name}\"" : "the last ring";

    private static string Utc(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture) + " UTC";

    private static string Local(DateTimeOffset at, TimeZoneInfo zone) =>
        TimeZoneInfo.ConvertTime(at, zone).ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture) + " " + zone.Id;
}
