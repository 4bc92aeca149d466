using System.Globalization;

namespace Provisioning.Diagnostics.Results;

/// <summary>The way to a host. Times are milliseconds.</summary>
public sealed record TracerouteResult(string? Address, long? ResponseMs, IReadOnlyList<TracerouteHop> Hops)
{
    // TR-098 names the columns HopHost and so on.
    internal static TracerouteResult Of(DiagnosticOutputs o) => new(
        o.Text("IPAddressUsed"),
        o.Number("ResponseTime"),
        [.. o.Rows("RouteHops").Select((row, i) => new TracerouteHop(
            i + 1, row.Text("Host", "HopHost"), row.Text("HostAddress", "HopHostAddress"), row.Number("ErrorCode", "HopErrorCode"),
            [.. row.Items("RTTimes", "HopRTTimes").Select(t => long.TryParse(t, NumberStyles.None, CultureInfo.InvariantCulture, out var ms) ? ms : -1).Where(ms => ms >= 0)]))]);
}
