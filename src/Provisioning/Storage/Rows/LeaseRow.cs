namespace Provisioning.Storage.Rows;

/// <summary>
/// A device's lease across nodes; used with server databases, a single node keeps leases in memory. The row stays when the
/// lease is given back, so that taking one is a single compare-and-set.
/// </summary>
public sealed class LeaseRow
{
    public long DeviceId { get; set; }

    /// <summary>The node that holds it; empty: nobody.</summary>
    public required string Owner { get; set; }

    /// <summary>Which conversation of that node: the fence that keeps back what an earlier one still writes.</summary>
    public long Session { get; set; }

    /// <summary>A node that crashed has lost the device then.</summary>
    public DateTimeOffset ExpiresAt { get; set; }
}
