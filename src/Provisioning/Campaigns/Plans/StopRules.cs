namespace Provisioning.Campaigns;

/// <summary>When a campaign pauses itself. Either rule suffices.</summary>
/// <param name="MaxFailures">Pauses at this many failed devices.</param>
/// <param name="MaxFailureRate">0 to 1: pauses when this share of the last <paramref name="OfLast"/> devices failed.</param>
public sealed record StopRules(int? MaxFailures = null, double? MaxFailureRate = null, int OfLast = StopRules.DefaultOfLast)
{
    public const int DefaultOfLast = 20;

    /// <summary>Where the plan names none: a quarter of the last twenty. A bad image must not reach the whole fleet.</summary>
    public static StopRules Default { get; } = new(MaxFailureRate: 0.25);

    /// <summary>Why to pause, or null.</summary>
    /// <param name="failures">Failed devices that count.</param>
    /// <param name="recentFailures">Failed among the last <see cref="OfLast"/> that ended.</param>
    public string? Broken(int failures, int recentFailures)
    {
        if (MaxFailures is { } most && failures >= Math.Max(1, most))
        {
            return $"{failures} failed, the stop rule allows fewer than {Math.Max(1, most)}";
        }

        if (MaxFailureRate is { } rate && recentFailures >= Math.Max(1, (int)Math.Ceiling(rate * OfLast)))
        {
            return $"{recentFailures} of the last {OfLast} failed, the stop rule allows less than {rate:P0}";
        }

        return null;
    }
}
