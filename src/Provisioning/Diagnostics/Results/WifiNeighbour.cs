namespace Provisioning.Diagnostics.Results;

/// <param name="Radio">The gateway's radio that heard it, as a path.</param>
/// <param name="SignalDbm">RSSI.</param>
public sealed record WifiNeighbour(
    string? Radio, string? Ssid, string? Bssid, long? Channel, long? SignalDbm, long? NoiseDbm, string? Band, string? Bandwidth, string? Standards, string? Security);
