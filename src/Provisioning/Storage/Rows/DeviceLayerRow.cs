namespace Provisioning.Storage.Rows;

/// <summary>One layer of a device's desired state; key is (device, name).</summary>
public sealed class DeviceLayerRow
{
    public long DeviceId { get; set; }

    public required string Name { get; set; }

    public required string Hash { get; set; }

    /// <summary>Compressed JSON of the layer (or of DesiredFirmware for the firmware layer).</summary>
    public required byte[] Content { get; set; }

    /// <summary>Who declared it: a job, a campaign, an administrator.</summary>
    public required string Author { get; set; }

    public DateTimeOffset UpdatedAt { get; set; }
}
