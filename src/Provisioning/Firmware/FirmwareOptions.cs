namespace Provisioning.Firmware;

/// <summary><c>Acs:Firmware</c>.</summary>
public sealed class FirmwareOptions
{
    public const string Section = "Acs:Firmware";

    /// <summary>Largest image, bytes.</summary>
    public long MaxImageBytes { get; set; } = 512L * 1024 * 1024;
}
