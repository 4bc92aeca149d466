namespace Provisioning.Wire;

/// <summary><c>Acs:Wire</c>: how much of recorded exchanges is kept, oldest thrown away first.</summary>
public sealed class WireOptions
{
    public const string Section = "Acs:Wire";

    /// <summary>Bytes kept of one message; the rest is counted.</summary>
    public int MaxMessageBytes { get; set; } = 1024 * 1024;

    /// <summary>Bytes on disk per device.</summary>
    public long MaxDeviceBytes { get; set; } = 16 * 1024 * 1024;

    /// <summary>Bytes on disk in all.</summary>
    public long MaxTotalBytes { get; set; } = 256 * 1024 * 1024;

    public int KeepDays { get; set; } = 14;

    /// <summary>Bytes that may wait in memory to be written; beyond it exchanges are not recorded, and counted.</summary>
    public long MaxWaitingBytes { get; set; } = 32 * 1024 * 1024;

    /// <summary>Messages kept in memory that belong to no known device.</summary>
    public int MaxUnidentified { get; set; } = 100;
}
