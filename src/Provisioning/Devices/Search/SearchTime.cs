using System.Globalization;

namespace Provisioning.Devices.Search;

/// <summary>A moment in a search: ISO 8601 (UTC unless it says otherwise), or a span before now: <c>30m</c>, <c>24h</c>, <c>7d</c>.</summary>
internal static class SearchTime
{
    public static DateTimeOffset? Parse(string text, DateTimeOffset now)
    {
        if (text.Length is > 1 and < 8 && int.TryParse(text.AsSpan(0, text.Length - 1), NumberStyles.None, CultureInfo.InvariantCulture, out var count))
        {
            switch (text[^1])
            {
                case 'm': return now.AddMinutes(-count);
                case 'h': return now.AddHours(-count);
                case 'd' when count < 36500: return now.AddDays(-count);
            }
        }

        return DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var at) && text.Contains('-', StringComparison.Ordinal)
            ? at
            : null;
    }
}
