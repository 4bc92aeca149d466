namespace Provisioning.Storage.Nodes;

/// <summary>One conversation's lease on one device.</summary>
internal sealed class HeldLease(NodeLeases leases, long deviceId, long session)
{
    /// <summary>Within the transaction of whatever is written for the device.</summary>
    /// <exception cref="LeaseLostException">Somebody else has the device.</exception>
    public Task RenewAsync(AcsDbContext db, CancellationToken cancellationToken) => leases.RenewAsync(db, deviceId, session, cancellationToken);

    public Task ReleaseAsync() => leases.ReleaseAsync(deviceId, session);
}
