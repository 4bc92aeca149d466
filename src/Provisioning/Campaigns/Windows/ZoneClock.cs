namespace Provisioning.Campaigns;

/// <summary>What the windows ask of a time zone.</summary>
internal static class ZoneClock
{
    private static readonly TimeSpan Stride = TimeSpan.FromHours(1);

    /// <summary>The first instant in (<paramref name="from"/>, <paramref name="to"/>] from which the offset is another one.</summary>
    public static DateTimeOffset? NextOffsetChange(DateTimeOffset from, DateTimeOffset to, TimeZoneInfo zone)
    {
        var offset = zone.GetUtcOffset(from);
        for (var low = from; low < to; low += Stride)
        {
            var high = low + Stride < to ? low + Stride : to;
            if (zone.GetUtcOffset(high) != offset)
            {
                return Bisect(low, high, offset, zone);
            }
        }

        return null;
    }

    /// <summary>The zone of that IANA name, or null where this machine does not know it.</summary>
    public static TimeZoneInfo? Find(string? name) =>
        // An id is a file name below the zone database: nothing that could lead out of it.
        name is { Length: > 0 and <= 64 } && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '/' or '_' or '-' or '+')
        && !name.StartsWith('/') && TimeZoneInfo.TryFindSystemTimeZoneById(name, out var zone) ? zone : null;

    private static DateTimeOffset Bisect(DateTimeOffset low, DateTimeOffset high, TimeSpan offset, TimeZoneInfo zone)
    {
        var (a, b) = (low.UtcTicks, high.UtcTicks);
        while (b - a > 1)
        {
            var middle = a + ((b - a) / 2);
            if (zone.GetUtcOffset(new DateTimeOffset(middle, TimeSpan.Zero)) == offset)
            {
                a = middle;
            }
            else
            {
                b = middle;
            }
        }

        return new DateTimeOffset(b, TimeSpan.Zero);
    }
}
