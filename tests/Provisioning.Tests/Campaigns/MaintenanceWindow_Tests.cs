using System.Globalization;
using Provisioning.Campaigns;

namespace Provisioning.Tests.Campaigns;

/// <summary>Windows on the wall clock, over the changes to and from daylight saving time.</summary>
public sealed class MaintenanceWindow_Tests
{
    private static readonly string[] Zones =
    [
        "Europe/Berlin", "America/New_York", "America/Sao_Paulo", "Australia/Lord_Howe", "Asia/Kathmandu", "Africa/Casablanca",
        "America/Santiago", "Pacific/Apia", "UTC",
    ];

    [TestCase("2026-11-23T01:00Z", "2026-11-23T01:00Z", Description = "open: now")]
    [TestCase("2026-11-23T00:59Z", "2026-11-23T01:00Z", Description = "02:00 in Berlin")]
    [TestCase("2026-11-23T04:00Z", "2026-11-24T01:00Z", Description = "the end is no longer inside")]
    [TestCase("2026-07-01T00:00Z", "2026-07-01T00:00Z", Description = "summer: 02:00 is midnight UTC")]
    public void A_nightly_window_opens_at_two_in_Berlin(string now, string opens) =>
        Assert.That(Window("02:00", "05:00").NextOpening(At(now), Zone("Europe/Berlin")), Is.EqualTo(At(opens)));

    [Test]
    public void An_hour_that_the_zone_skips_is_never_inside()
    {
        // Berlin, 2026-03-29: 02:00 becomes 03:00.
        var window = Window("02:15", "02:45");
        var zone = Zone("Europe/Berlin");
        Assert.That(window.NextOpening(At("2026-03-28T23:00Z"), zone), Is.EqualTo(At("2026-03-30T00:15Z")));
    }

    [Test]
    public void A_window_whose_start_is_skipped_opens_when_the_clock_has_jumped() =>
        Assert.That(Window("02:30", "05:00").NextOpening(At("2026-03-28T23:00Z"), Zone("Europe/Berlin")), Is.EqualTo(At("2026-03-29T01:00Z")));

    [Test]
    public void An_hour_that_the_zone_repeats_is_inside_twice()
    {
        // Berlin, 2026-10-25: 03:00 becomes 02:00.
        var window = Window("02:15", "02:45");
        var zone = Zone("Europe/Berlin");
        Assert.That(window.NextOpening(At("2026-10-24T23:00Z"), zone), Is.EqualTo(At("2026-10-25T00:15Z")));
        Assert.That(window.NextOpening(At("2026-10-25T00:45Z"), zone), Is.EqualTo(At("2026-10-25T01:15Z")));
    }

    [Test]
    public void A_window_can_reopen_when_the_clock_is_set_back()
    {
        var schedule = new MaintenanceSchedule([Window("01:30", "02:30")]);
        var standing = schedule.At(At("2026-10-25T00:45Z"), Zone("Europe/Berlin"));
        Assert.That((standing.IsOpen, standing.OpensAt), Is.EqualTo((false, (DateTimeOffset?)At("2026-10-25T01:00Z"))));
    }

    [Test]
    public void A_window_over_midnight_belongs_to_the_day_on_which_it_starts()
    {
        var window = new MaintenanceWindow([DayOfWeek.Friday], new TimeOnly(22, 0), new TimeOnly(4, 0));
        Assert.That(window.IsOpen(At("2026-11-27T23:00Z"), TimeZoneInfo.Utc), Is.True, "Friday night");
        Assert.That(window.IsOpen(At("2026-11-28T03:59Z"), TimeZoneInfo.Utc), Is.True, "Saturday morning");
        Assert.That(window.IsOpen(At("2026-11-27T03:00Z"), TimeZoneInfo.Utc), Is.False, "Friday morning");
        Assert.That(window.IsOpen(At("2026-11-28T22:00Z"), TimeZoneInfo.Utc), Is.False, "Saturday night");
    }

    [Test]
    public void Equal_start_and_end_are_a_whole_day()
    {
        var standing = new MaintenanceSchedule([Window("00:00", "00:00")]).At(At("2026-11-23T12:00Z"), TimeZoneInfo.Utc);
        Assert.That((standing.IsOpen, standing.ClosesAt), Is.EqualTo((true, (DateTimeOffset?)null)));
    }

    [Test]
    public void An_opening_knows_when_it_began_and_ends()
    {
        var standing = new MaintenanceSchedule([Window("22:00", "01:00"), Window("00:30", "05:00")]).At(At("2026-11-23T02:00Z"), TimeZoneInfo.Utc);
        Assert.That((standing.OpenedAt, standing.ClosesAt), Is.EqualTo(((DateTimeOffset?)At("2026-11-22T22:00Z"), (DateTimeOffset?)At("2026-11-23T05:00Z"))));
    }

    /// <summary>Against the definition, minute by minute: nothing is shared with the code but the wall clock itself.</summary>
    [FsCheck.NUnit.Property(MaxTest = 60)]
    public void The_next_opening_is_the_first_open_minute(ushort zoneIndex, uint minutes, ushort start, ushort end, byte days)
    {
        var zone = Zone(Zones[zoneIndex % Zones.Length]);
        var now = At("2011-01-01T00:00Z").AddMinutes(minutes % (16 * 525_600));
        var window = new MaintenanceWindow(
            [.. Enum.GetValues<DayOfWeek>().Where(d => (days & (1 << (int)d)) != 0)],
            TimeOnly.FromTimeSpan(TimeSpan.FromMinutes(start % 1440)),
            TimeOnly.FromTimeSpan(TimeSpan.FromMinutes(end % 1440)));
        var first = Enumerable.Range(0, 16 * 1440).Select(m => now.AddMinutes(m)).Cast<DateTimeOffset?>().FirstOrDefault(t => window.IsOpen(t!.Value, zone));
        Assert.That(window.NextOpening(now, zone), Is.EqualTo(first), $"{zone.Id} {now:O} {window}");
    }

    /// <summary>The weeks around each change of the clock, in each zone.</summary>
    [TestCaseSource(nameof(Zones))]
    public void Openings_and_closings_are_right_around_every_change_of_the_clock(string name)
    {
        var zone = Zone(name);
        var schedule = new MaintenanceSchedule([Window("01:30", "02:30"), Window("23:30", "00:30")]);
        for (var hour = At("2026-01-01T00:00Z"); hour < At("2027-01-01T00:00Z"); hour = hour.AddHours(1))
        {
            if (zone.GetUtcOffset(hour) == zone.GetUtcOffset(hour.AddHours(1)))
            {
                continue;
            }

            for (var now = hour.AddHours(-4); now < hour.AddHours(5); now = now.AddMinutes(10))
            {
                var standing = schedule.At(now, zone);
                var open = schedule.IsOpen(now, zone);
                var turn = Enumerable.Range(1, 3 * 1440).Select(m => now.AddMinutes(m)).First(t => schedule.IsOpen(t, zone) != open);
                Assert.That(standing.IsOpen, Is.EqualTo(open));
                Assert.That(open ? standing.ClosesAt : standing.OpensAt, Is.EqualTo(turn), $"{name} {now:O}");
            }
        }
    }

    private static MaintenanceWindow Window(string start, string end) =>
        new([], TimeOnly.Parse(start, CultureInfo.InvariantCulture), TimeOnly.Parse(end, CultureInfo.InvariantCulture));

    private static TimeZoneInfo Zone(string name) => TimeZoneInfo.FindSystemTimeZoneById(name);

    private static DateTimeOffset At(string time) => DateTimeOffset.Parse(time, CultureInfo.InvariantCulture);
}
