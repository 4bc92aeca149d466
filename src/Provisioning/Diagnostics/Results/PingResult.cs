namespace Provisioning.Diagnostics.Results;

/// <summary>IP ping. Times are milliseconds, to the microsecond where the gateway tells it.</summary>
/// <param name="Address">That was pinged.</param>
/// <param name="Received">Answers.</param>
/// <param name="Lost">Requests without an answer.</param>
public sealed record PingResult(string? Address, long Received, long Lost, double? AverageMs, double? MinimumMs, double? MaximumMs)
{
    internal static PingResult Of(DiagnosticOutputs o)
    {
        var received = o.Number("SuccessCount") ?? 0;
        return new(
            o.Text("IPAddressUsed"), received, o.Number("FailureCount") ?? 0,
            Ms(o, received, "AverageResponseTime"), Ms(o, received, "MinimumResponseTime"), Ms(o, received, "MaximumResponseTime"));
    }

    // The Detailed ones are microseconds (TR-181 2.9); without a single answer the numbers mean nothing.
    private static double? Ms(DiagnosticOutputs o, long received, string name) =>
        received == 0 ? null : o.Number(name + "Detailed") is { } us and > 0 ? us / 1000.0 : o.Number(name);
}
