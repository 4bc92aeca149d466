namespace Provisioning.Storage.Rows;

/// <summary>One device's documents, each compressed JSON.</summary>
public sealed class DeviceDocumentRow
{
    /// <summary>Same as the device's.</summary>
    public long DeviceId { get; set; }

    public byte[]? Reported { get; set; }

    public byte[]? Capabilities { get; set; }

    public byte[]? Progress { get; set; }

    /// <summary>Concurrency token, raised with every change: what a node has in its cache counts only for this version.</summary>
    public long Version { get; set; }
}
