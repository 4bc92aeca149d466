namespace Provisioning.Campaigns;

/// <summary>The plan's schedule at one instant, worked out once for each zone that occurs.</summary>
internal sealed class ScheduleInZones(CampaignPlan plan, DateTimeOffset now)
{
    private readonly Dictionary<string, (TimeZoneInfo Zone, ScheduleStanding Standing)> _known = new(StringComparer.Ordinal);

    /// <summary>In the subscriber's zone, else the plan's, else UTC.</summary>
    public (TimeZoneInfo Zone, ScheduleStanding Standing) For(DeviceFacts device)
    {
        var key = device.TimeZone ?? "";
        if (!_known.TryGetValue(key, out var known))
        {
            var zone = ZoneClock.Find(device.TimeZone) ?? ZoneClock.Find(plan.TimeZone) ?? TimeZoneInfo.Utc;
            known = (zone, plan.Schedule.At(now, zone));
            _known.Add(key, known);
        }

        return known;
    }
}
