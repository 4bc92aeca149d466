using Microsoft.EntityFrameworkCore;
using Provisioning.Devices;
using Provisioning.Storage;
using Provisioning.Storage.Rows;

namespace Acs.Northbound;

/// <summary>Waits for an operation's end: at each change of its device, and each second besides, as another node may serve it.</summary>
internal sealed class OperationWait(IDbContextFactory<AcsDbContext> database, IDeviceChanges changes, TimeProvider time)
{
    private static readonly TimeSpan Pace = TimeSpan.FromSeconds(1);

    /// <summary>The operation as it stands at its end or when <paramref name="longest"/> is over; null when it is gone.</summary>
    public async Task<OperationRow?> ForAsync(Guid id, string deviceKey, TimeSpan longest, CancellationToken cancellationToken)
    {
        using var changed = new SemaphoreSlim(0);
        using var subscription = changes.Subscribe(key =>
        {
            if (key == deviceKey)
            {
                Release(changed);
            }
        });
        var until = time.GetUtcNow() + longest;
        while (true)
        {
            var row = await ReadAsync(id, cancellationToken);
            if (row is null or { State: OperationState.Succeeded or OperationState.Failed or OperationState.Cancelled } || time.GetUtcNow() >= until)
            {
                return row;
            }

            await changed.WaitAsync(Pace, cancellationToken);
        }
    }

    private static void Release(SemaphoreSlim changed)
    {
        try
        {
            changed.Release();
        }
        catch (ObjectDisposedException)
        {
            // A change that was on its way when the wait ended.
        }
    }

    private async Task<OperationRow?> ReadAsync(Guid id, CancellationToken cancellationToken)
    {
        await using var db = await database.CreateDbContextAsync(cancellationToken);
        return await db.Operations.AsNoTracking().FirstOrDefaultAsync(o => o.Id == id, cancellationToken);
    }
}
