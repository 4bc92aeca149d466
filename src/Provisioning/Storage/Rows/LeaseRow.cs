namespace Provisioning.Storage.Rows;

/// <summary>A device's lease across nodes; used with server databases, a single node keeps leases in memory.</summary>
public sealed class LeaseRow
{
    public long DeviceId { get; set; }

    public required string Owner { get; set; }

    public DateTimeOffset ExpiresAt { get; set; }
}
