namespace Provisioning.Diagnostics.Results;

/// <summary>Other access points on the air, strongest first.</summary>
public sealed record WifiNeighboursResult(IReadOnlyList<WifiNeighbour> Neighbours)
{
    internal static WifiNeighboursResult Of(DiagnosticOutputs o) => new(
    [
        .. o.Rows("Result").Select(row => new WifiNeighbour(
            row.Text("Radio"), row.Text("SSID"), row.Text("BSSID"), row.Number("Channel"), row.Number("SignalStrength"), row.Number("Noise"),
            row.Text("OperatingFrequencyBand"), row.Text("OperatingChannelBandwidth"), row.Text("OperatingStandards"), row.Text("SecurityModeEnabled")))
            .OrderByDescending(n => n.SignalDbm ?? long.MinValue),
    ]);
}
