namespace Provisioning.Campaigns;

/// <summary>Several windows together; no window at all means always open.</summary>
public sealed record MaintenanceSchedule(IReadOnlyList<MaintenanceWindow> Windows)
{
    // A weekly window can miss a week (its hour skipped by the zone, or its day: Samoa, 2011-12-30), not two in a row.
    private static readonly TimeSpan Ahead = TimeSpan.FromDays(16);

    // No single opening that has a beginning lasts longer than a week.
    private static readonly TimeSpan Back = TimeSpan.FromDays(8);

    public static MaintenanceSchedule Always { get; } = new([]);

    public bool IsOpen(DateTimeOffset now, TimeZoneInfo zone) => Covers(TimeZoneInfo.ConvertTime(now, zone).DateTime);

    public ScheduleStanding At(DateTimeOffset now, TimeZoneInfo zone)
    {
        now = now.ToUniversalTime();
        if (Windows.Count == 0)
        {
            return new ScheduleStanding(true, null, null, now);
        }

        var open = IsOpen(now, zone);
        var turn = Turns(now, now + Ahead, zone).Cast<DateTimeOffset?>().FirstOrDefault(at => IsOpen(at!.Value, zone) != open);
        return open
            ? new ScheduleStanding(true, OpenedAt(now, zone), turn, now)
            : new ScheduleStanding(false, null, null, turn);
    }

    private DateTimeOffset? OpenedAt(DateTimeOffset now, TimeZoneInfo zone)
    {
        DateTimeOffset? opened = null;
        var before = IsOpen(now - Back, zone);
        foreach (var at in Turns(now - Back, now, zone))
        {
            var open = IsOpen(at, zone);
            opened = (before, open) switch
            {
                (false, true) => at,
                (true, false) => null,
                _ => opened,
            };
            before = open;
        }

        return opened;
    }

    /// <summary>
    /// Every instant after <paramref name="from"/> up to <paramref name="to"/> at which it may open or close, ascending.
    /// The zone's time is walked in stretches of constant offset, where wall clock and UTC run in step: so skipped and
    /// repeated hours need no cases of their own.
    /// </summary>
    private IEnumerable<DateTimeOffset> Turns(DateTimeOffset from, DateTimeOffset to, TimeZoneInfo zone)
    {
        var stretch = from;
        while (stretch < to)
        {
            var end = ZoneClock.NextOffsetChange(stretch, to, zone) ?? to;
            var offset = zone.GetUtcOffset(stretch);
            var first = stretch.ToOffset(offset).Date.AddDays(-1);
            var days = (int)(end - stretch).TotalDays + 3;
            var turns = Enumerable.Range(0, days)
                .SelectMany(day => Windows.SelectMany(w => new[] { w.Start, w.End }).Select(t => first.AddDays(day) + t.ToTimeSpan()))
                .Select(wall => new DateTimeOffset(wall, offset).ToUniversalTime())
                .Append(end)
                .Where(at => at > stretch && at <= end)
                .Distinct()
                .Order();
            foreach (var at in turns)
            {
                yield return at;
            }

            stretch = end;
        }
    }

    private bool Covers(DateTime wallClock) => Windows.Count == 0 || Windows.Any(w => w.Covers(wallClock));
}
