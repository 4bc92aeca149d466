namespace Provisioning.Diagnostics.Results;

/// <summary>A TR-143 transfer.</summary>
/// <param name="Bytes">Of the test's content.</param>
/// <param name="DurationMs">From the begin of the content (BOMTime) to its end (EOMTime).</param>
/// <param name="BitsPerSecond">Bytes over that time; null where the gateway's times say nothing.</param>
/// <param name="ConnectMs">TCP: from the open request to its response.</param>
/// <param name="FirstByteMs">From the request (ROMTime) to the content's begin.</param>
public sealed record SpeedResult(
    long? Bytes, double? DurationMs, double? BitsPerSecond, double? ConnectMs, double? FirstByteMs, DateTimeOffset? StartedAt, DateTimeOffset? EndedAt)
{
    internal static SpeedResult Of(DiagnosticOutputs o, params ReadOnlySpan<string> bytes)
    {
        var (begin, end) = (o.Time("BOMTime"), o.Time("EOMTime"));
        var (count, duration) = (o.Number(bytes), Between(begin, end));
        return new SpeedResult(
            count,
            duration,
            count is { } b && duration is > 0 ? Math.Round(b * 8000.0 / duration.Value) : null,
            Between(o.Time("TCPOpenRequestTime"), o.Time("TCPOpenResponseTime")),
            Between(o.Time("ROMTime"), begin),
            begin,
            end);
    }

    private static double? Between(DateTimeOffset? from, DateTimeOffset? to) => to - from is { } time && time >= TimeSpan.Zero ? time.TotalMilliseconds : null;
}
