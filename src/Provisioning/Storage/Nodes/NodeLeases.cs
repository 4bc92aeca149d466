using Microsoft.EntityFrameworkCore;
using Provisioning.Storage.Rows;

namespace Provisioning.Storage.Nodes;

/// <summary>
/// The leases of devices across nodes: one row a device, taken by compare-and-set in one statement, renewed within each of its
/// holder's commits, void after <see cref="Duration"/>. The nodes' clocks must agree to within seconds.
/// </summary>
internal sealed class NodeLeases(IDbContextFactory<AcsDbContext> contexts, ThisNode node, TimeProvider time)
{
    /// <summary>A holder that is not heard of for so long has lost the device.</summary>
    public static readonly TimeSpan Duration = TimeSpan.FromSeconds(90);

    private const int MaxTries = 3;

    /// <summary>Takes the lease. Within this node the later conversation wins: who holds a device here is decided in memory.</summary>
    /// <param name="session">Unique in this process.</param>
    /// <returns>How long to wait, or zero: it is taken.</returns>
    public async Task<TimeSpan> TakeAsync(long deviceId, long session, CancellationToken cancellationToken)
    {
        if (node.IsAlone)
        {
            return TimeSpan.Zero;
        }

        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        for (var tries = 0; tries < MaxTries; tries++)
        {
            var now = time.GetUtcNow();
            var taken = await db.Leases
                .Where(l => l.DeviceId == deviceId && (l.Owner == "" || l.Owner == node.Id || l.ExpiresAt <= now))
                .ExecuteUpdateAsync(
                    set => set.SetProperty(l => l.Owner, node.Id).SetProperty(l => l.Session, session).SetProperty(l => l.ExpiresAt, now + Duration),
                    cancellationToken);
            if (taken == 1 || (taken == 0 && await TryMakeAsync(db, deviceId, session, now, cancellationToken)))
            {
                return TimeSpan.Zero;
            }

            var held = await db.Leases.AsNoTracking().FirstOrDefaultAsync(l => l.DeviceId == deviceId, cancellationToken);
            if (held is { Owner.Length: > 0 } && held.ExpiresAt > now)
            {
                return TimeSpan.FromSeconds(Math.Clamp(Math.Ceiling((held.ExpiresAt - now).TotalSeconds), 1, 30));
            }
        }

        return TimeSpan.FromSeconds(1);
    }

    /// <summary>Holds on to the lease within the transaction of what its holder writes.</summary>
    /// <exception cref="LeaseLostException">Somebody else has the device: what was to be written must not be.</exception>
    public async Task RenewAsync(AcsDbContext db, long deviceId, long session, CancellationToken cancellationToken)
    {
        if (node.IsAlone)
        {
            return;
        }

        var until = time.GetUtcNow() + Duration;
        var held = await db.Leases.Where(l => l.DeviceId == deviceId && l.Owner == node.Id && l.Session == session)
            .ExecuteUpdateAsync(set => set.SetProperty(l => l.ExpiresAt, until), cancellationToken);
        if (held == 0)
        {
            throw new LeaseLostException(deviceId);
        }
    }

    /// <summary>Gives the lease back, unless somebody else has it already.</summary>
    public async Task ReleaseAsync(long deviceId, long session)
    {
        if (node.IsAlone)
        {
            return;
        }

        await using var db = await contexts.CreateDbContextAsync();
        await db.Leases.Where(l => l.DeviceId == deviceId && l.Owner == node.Id && l.Session == session)
            .ExecuteUpdateAsync(set => set.SetProperty(l => l.Owner, ""));
    }

    /// <summary>A device's first lease.</summary>
    private async Task<bool> TryMakeAsync(AcsDbContext db, long deviceId, long session, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (await db.Leases.AnyAsync(l => l.DeviceId == deviceId, cancellationToken))
        {
            return false;
        }

        db.Leases.Add(new LeaseRow { DeviceId = deviceId, Owner = node.Id, Session = session, ExpiresAt = now + Duration });
        try
        {
            await db.SaveChangesAsync(cancellationToken);
            return true;
        }
        catch (DbUpdateException)
        {
            // Another node made it at the same moment.
            db.ChangeTracker.Clear();
            return false;
        }
    }
}
