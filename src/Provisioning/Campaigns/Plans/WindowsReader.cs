using System.Globalization;
using System.Text.Json;

namespace Provisioning.Campaigns;

/// <summary>The <c>windows</c> of a plan: <c>{ "days": ["mon", …], "start": "02:00", "end": "05:00" }</c>.</summary>
internal static class WindowsReader
{
    private const int Most = 50;

    private static readonly string[] Formats = ["HH:mm", "H:mm", "HH:mm:ss"];

    public static IReadOnlyList<MaintenanceWindow> Read(PlanFields fields)
    {
        var windows = new List<MaintenanceWindow>();
        foreach (var (path, item) in fields.Items("windows", Most))
        {
            if (item.ValueKind != JsonValueKind.Object)
            {
                fields.Errors.Add(new FieldError(path, "must be an object"));
                continue;
            }

            var window = new PlanFields(item, path, fields.Errors);
            windows.Add(new MaintenanceWindow(Days(window), Time(window, "start"), Time(window, "end")));
            window.NothingElse();
        }

        return windows;
    }

    private static List<DayOfWeek> Days(PlanFields window)
    {
        var days = new List<DayOfWeek>();
        foreach (var (path, item) in window.Items("days", 21))
        {
            var named = item.ValueKind == JsonValueKind.String ? Named(item.GetString()!.Trim()) : null;
            if (named is null)
            {
                window.Errors.Add(new FieldError(path, "must be a day of the week, mon to sun, or weekdays, weekend, daily"));
            }
            else
            {
                days.AddRange(named);
            }
        }

        return [.. days.Distinct().Order()];
    }

    private static DayOfWeek[]? Named(string text)
    {
        if (text.Equals("weekdays", StringComparison.OrdinalIgnoreCase))
        {
            return [DayOfWeek.Monday, DayOfWeek.Tuesday, DayOfWeek.Wednesday, DayOfWeek.Thursday, DayOfWeek.Friday];
        }

        if (text.Equals("weekend", StringComparison.OrdinalIgnoreCase))
        {
            return [DayOfWeek.Saturday, DayOfWeek.Sunday];
        }

        if (text.Equals("daily", StringComparison.OrdinalIgnoreCase))
        {
            return Enum.GetValues<DayOfWeek>();
        }

        // "mon", "tues", "Wednesday": three letters say which day it is.
        var days = Enum.GetValues<DayOfWeek>()
            .Where(d => text.Length >= 3 && d.ToString().StartsWith(text, StringComparison.OrdinalIgnoreCase)).ToArray();
        return days.Length == 1 ? days : null;
    }

    private static TimeOnly Time(PlanFields window, string name)
    {
        var text = window.Text(name, 8);
        if (text is "24:00")
        {
            return TimeOnly.MinValue;
        }

        if (TimeOnly.TryParseExact(text, Formats, CultureInfo.InvariantCulture, DateTimeStyles.None, out var time))
        {
            return time;
        }

        window.Fail(name, "must be a local time, HH:mm");
        return default;
    }
}
