namespace Provisioning.Storage.Rows;

/// <summary>
/// A commit that touched a device, for the other nodes' caches. A node has one writer, so its rows become visible in the order
/// of their ids.
/// </summary>
public sealed class DeviceChangeRow
{
    public long Id { get; set; }

    /// <summary>Who wrote.</summary>
    public required string Node { get; set; }

    public long DeviceId { get; set; }

    /// <summary>The device's key where its row was part of the commit.</summary>
    public string? Key { get; set; }

    /// <summary><see cref="DeviceAspects"/> as a number.</summary>
    public int Aspects { get; set; }

    public DateTimeOffset At { get; set; }
}
