namespace Provisioning.Campaigns;

/// <summary>
/// A weekly window on the subscriber's wall clock: open exactly while that clock shows a time from <paramref name="Start"/>
/// (inclusive) to <paramref name="End"/> (exclusive). An end at or before the start lies on the next day; equal ones are
/// 24 hours. Since the wall clock decides, an hour that the zone skips is never inside, and one that it repeats is twice.
/// </summary>
/// <param name="Days">Days on which the window starts; none means every day.</param>
public sealed record MaintenanceWindow(IReadOnlyList<DayOfWeek> Days, TimeOnly Start, TimeOnly End)
{
    private bool CrossesMidnight => End <= Start;

    /// <summary>Whether the wall clock's time lies inside.</summary>
    public bool Covers(DateTime wallClock)
    {
        var time = TimeOnly.FromDateTime(wallClock);
        if (!CrossesMidnight)
        {
            return StartsOn(wallClock.DayOfWeek) && time >= Start && time < End;
        }

        return (time >= Start && StartsOn(wallClock.DayOfWeek))
            || (time < End && StartsOn(wallClock.AddDays(-1).DayOfWeek));
    }

    public bool IsOpen(DateTimeOffset now, TimeZoneInfo zone) => Covers(TimeZoneInfo.ConvertTime(now, zone).DateTime);

    /// <summary>The first instant, not before <paramref name="now"/>, at which the window is open.</summary>
    public DateTimeOffset? NextOpening(DateTimeOffset now, TimeZoneInfo zone) =>
        new MaintenanceSchedule([this]).At(now, zone).OpensAt;

    private bool StartsOn(DayOfWeek day) => Days.Count == 0 || Days.Contains(day);
}
