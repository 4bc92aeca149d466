namespace Acs.Dashboard.Components;

/// <summary>Times as people say them: <c>3 min ago</c>, <c>in 2 h</c>.</summary>
internal static class RelativeTime
{
    public static string Of(DateTimeOffset at, DateTimeOffset now)
    {
        var span = now - at;
        return span.Duration() < TimeSpan.FromSeconds(1) ? "now"
            : span > TimeSpan.Zero ? $"{Length(span)} ago"
            : $"in {Length(span.Negate())}";
    }

    private static string Length(TimeSpan span) => span switch
    {
        { TotalSeconds: < 60 } => $"{(int)span.TotalSeconds} s",
        { TotalMinutes: < 60 } => $"{(int)span.TotalMinutes} min",
        { TotalHours: < 48 } => $"{(int)span.TotalHours} h",
        _ => $"{(int)span.TotalDays} d",
    };
}
