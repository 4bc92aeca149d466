using Microsoft.EntityFrameworkCore;
using Provisioning.Conversations;
using Provisioning.Storage;

namespace Acs.Jobs;

/// <summary>Makes one device talk, by each protocol that it speaks until one reaches it.</summary>
internal sealed class DeviceWaking(IDbContextFactory<AcsDbContext> database, IWakeTargets targets, IEnumerable<IWaker> wakers)
{
    /// <summary>What came back, or null: no such device.</summary>
    public async Task<WakeResult?> WakeAsync(long deviceId, CancellationToken cancellationToken)
    {
        await using var db = await database.CreateDbContextAsync(cancellationToken);
        var device = await db.Devices.AsNoTracking().FirstOrDefaultAsync(d => d.Id == deviceId, cancellationToken);
        if (device is null)
        {
            return null;
        }

        var target = await targets.OfAsync(db, device, cancellationToken);
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
}
