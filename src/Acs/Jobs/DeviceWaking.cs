using Microsoft.EntityFrameworkCore;
using Provisioning.Conversations;
using Provisioning.Storage;
using Provisioning.Storage.Rows;

namespace Acs.Jobs;

/// <summary>Makes one device talk, by each protocol that it speaks until one reaches it.</summary>
internal sealed class DeviceWaking(IDbContextFactory<AcsDbContext> database, IWakeTargets targets, IEnumerable<IWaker> wakers)
{
    /// <summary>What came back, or null: no such device.</summary>
    public async Task<WakeResult?> WakeAsync(long deviceId, CancellationToken cancellationToken)
    {
        if (await TargetAsync(deviceId, cancellationToken) is not { } found)
        {
            return null;
        }

        var (device, target) = found;
        var last = new WakeResult(false, "none", "The device has not been heard over any protocol yet.");
        // An agent that is connected answers at once, so USP goes first.
        foreach (var waker in wakers.Where(w => device.Protocols.HasFlag(w.Protocol)).OrderByDescending(w => w.Protocol))
        {
            var result = await waker.WakeAsync(target, cancellationToken);
            if (result.Reached)
            {
                return result;
            }

            last = last.Way == "none" ? result : result with { Detail = $"{last.Way}: {last.Detail} {result.Way}: {result.Detail}" };
        }

        return last;
    }

    // The database is left before the gateway is called: a slow gateway must not hold a connection.
    private async Task<(DeviceRow Device, WakeTarget Target)?> TargetAsync(long deviceId, CancellationToken cancellationToken)
    {
        await using var db = await database.CreateDbContextAsync(cancellationToken);
        return await db.Devices.AsNoTracking().FirstOrDefaultAsync(d => d.Id == deviceId, cancellationToken) is { } device
            ? (device, await targets.OfAsync(db, device, cancellationToken))
            : null;
    }
}
