using System.Globalization;

namespace CpeSimulator.Usp;

/// <summary>TR-181 <c>FirmwareImage.{i}.Activate()</c>, TimeWindow: from the command on.</summary>
internal sealed record TimeWindow(TimeSpan Start, TimeSpan End, string Mode)
{
    /// <summary>What an order without windows means here.</summary>
    public static TimeWindow Now { get; } = new(TimeSpan.Zero, TimeSpan.MaxValue / 4, "Immediately");

    public static IReadOnlyList<TimeWindow> Read(IReadOnlyDictionary<string, string> arguments)
    {
        var windows = new List<TimeWindow>();
        for (var i = 1; arguments.TryGetValue(Name(i, "Start"), out var start); i++)
        {
            windows.Add(new TimeWindow(Seconds(start), Seconds(arguments.GetValueOrDefault(Name(i, "End"), "")), arguments.GetValueOrDefault(Name(i, "Mode"), "AnyTime")));
        }

        return windows;
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"between {Start.TotalSeconds} and {End.TotalSeconds} s ({Mode})");

    private static string Name(int window, string name) => string.Create(CultureInfo.InvariantCulture, $"TimeWindow.{window}.{name}");

    private static TimeSpan Seconds(string text) =>
        TimeSpan.FromSeconds(long.TryParse(text, CultureInfo.InvariantCulture, out var seconds) ? Math.Clamp(seconds, 0, 30 * 86400) : 0);
}
