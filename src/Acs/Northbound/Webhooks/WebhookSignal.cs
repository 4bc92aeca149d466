using Hangfire;
using Hangfire.States;
using Microsoft.EntityFrameworkCore;
using Provisioning.Devices;
using Provisioning.Storage;
using Provisioning.Storage.Rows;

namespace Acs.Northbound.Webhooks;

/// <summary>
/// Starts the delivery when something happened or a retry is due, so that receivers need not wait for the clock. A fleet is
/// never silent: several changes make one job, and where nobody asks for webhooks there is none.
/// </summary>
internal sealed class WebhookSignal(
    IDbContextFactory<AcsDbContext> contexts, IDeviceChanges changes, IBackgroundJobClient jobs, TimeProvider time) : BackgroundService
{
    private static readonly TimeSpan Pace = TimeSpan.FromSeconds(1);

    // Looked at again a few times: what is written while a delivery ends, or has not settled yet, is found then.
    private const int Rounds = 3;

    private int _rounds = Rounds;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var subscription = changes.Subscribe(_ => Volatile.Write(ref _rounds, Rounds));
        using var pace = new PeriodicTimer(Pace, time);
        while (await pace.WaitForNextTickAsync(stoppingToken))
        {
            if (await IsDueAsync(Interlocked.Decrement(ref _rounds) >= 0, stoppingToken))
            {
                jobs.Create(Jobs.RecurringWork.Of<Jobs.WebhookJob>(), new EnqueuedState());
            }
        }
    }

    private async Task<bool> IsDueAsync(bool happened, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        try
        {
            await using var db = await contexts.CreateDbContextAsync(cancellationToken);
            return await db.Webhooks.AnyAsync(
                w => w.State == WebhookState.Active && (w.NextAttemptAt == null ? happened : w.NextAttemptAt <= now), cancellationToken);
        }
        catch (System.Data.Common.DbException)
        {
            // Readiness says that the database does not answer; the recurring job finds the events when it does again.
            return false;
        }
    }
}
