namespace Benchmarks.Cwmp;

/// <param name="Cpu">Of the server; null where it is not known.</param>
internal sealed record CwmpRound(Tally Tally, TimeSpan Time, TimeSpan? Cpu)
{
    public double PerSecond => Tally.Sessions / Time.TotalSeconds;

    public double? CpuPerSession => Cpu?.TotalMilliseconds / Math.Max(1, Tally.Sessions);

    public override string ToString() =>
        $"{PerSecond,7:F0} sessions/s{(CpuPerSession is { } cpu ? $", {cpu:F3} ms server CPU per session" : "")}, {Tally.Errors}";

    /// <summary>The best of each figure.</summary>
    public static string Best(IReadOnlyCollection<CwmpRound> rounds) =>
        $"{rounds.Max(r => r.PerSecond),7:F0} sessions/s{(rounds.Min(r => r.CpuPerSession) is { } cpu ? $", {cpu:F3} ms server CPU per session" : "")}";
}
