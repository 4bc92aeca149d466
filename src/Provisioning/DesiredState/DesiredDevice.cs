namespace Provisioning.DesiredState;

/// <summary>All layers composed: what the device must be.</summary>
/// <param name="Firmware">The version it must run, with the image that brings it; null when any will do.</param>
public sealed record DesiredDevice(
    string Hash,
    IReadOnlyDictionary<string, DesiredValue> Values,
    IReadOnlyList<DesiredObject> Objects,
    IReadOnlyList<OwnedRows> Owned,
    DesiredFirmware? Firmware)
{
    /// <summary>Of the firewall layer among them; null: there is none.</summary>
    public string? FirewallHash { get; init; }
}
