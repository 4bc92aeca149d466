namespace Acs.Northbound.Webhooks;

/// <summary>How long to rest after failures. Pure.</summary>
internal static class WebhookBackoff
{
    private static readonly TimeSpan Longest = TimeSpan.FromHours(1);

    /// <param name="failures">In a row, 1 or more.</param>
    public static TimeSpan After(int failures, TimeSpan first)
    {
        var factor = 1L << Math.Min(failures - 1, 20);
        return first >= Longest / factor ? Longest : first * factor;
    }
}
