namespace Acs.Dots;

/// <summary>Between which values a peer may choose (RFC 9132 §4.5.1).</summary>
internal sealed record DotsBounds(int LeastInterval, int MostInterval, int LeastMissing, int MostMissing)
{
    /// <summary>As §4.5.1 shows them by example, and wide enough for this server's own.</summary>
    public static DotsBounds Around(DotsHeartbeats own) => new(Math.Min(15, own.Interval), Math.Max(240, own.Interval), Math.Min(3, own.Missing), Math.Max(20, own.Missing));

    /// <returns>What is outside; null: nothing.</returns>
    public string? Wrong(string name, DotsHeartbeats wanted) =>
        wanted.Interval < LeastInterval || wanted.Interval > MostInterval ? $"{name}: heartbeat-interval must be {LeastInterval} to {MostInterval}"
        : wanted.Missing < LeastMissing || wanted.Missing > MostMissing ? $"{name}: missing-hb-allowed must be {LeastMissing} to {MostMissing}"
        : null;
}
