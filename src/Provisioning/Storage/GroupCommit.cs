using System.Threading.Channels;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Provisioning.Storage.Nodes;
using Provisioning.Storage.Rows;

namespace Provisioning.Storage;

/// <summary>
/// One writer for the whole process. It takes whatever is waiting, runs it in one transaction and lets every caller go
/// once that is on disk; while it writes, the next batch gathers, so the batch size follows the load and nobody waits
/// for a timer. A batch that fails is undone and each unit is tried alone.
/// </summary>
internal sealed partial class GroupCommit : IGroupCommit, IHostedService, IAsyncDisposable
{
    private const int MaxBatch = 256;
    private const int MaxTries = 4;

    private readonly IDbContextFactory<AcsDbContext> _contexts;
    private readonly IReadOnlyList<ICommitListener> _listeners;
    private readonly ThisNode _node;
    private readonly TimeProvider _time;
    private readonly ILogger<GroupCommit> _logger;
    private readonly Channel<CommitUnit> _waiting =
        Channel.CreateBounded<CommitUnit>(new BoundedChannelOptions(8192) { SingleReader = true });

    private readonly Task _loop;

    public GroupCommit(
        IDbContextFactory<AcsDbContext> contexts, IEnumerable<ICommitListener> listeners, ThisNode node, TimeProvider time, ILogger<GroupCommit> logger)
    {
        _contexts = contexts;
        _listeners = [.. listeners];
        _node = node;
        _time = time;
        _logger = logger;
        _loop = Task.Run(RunAsync);
    }

    public async Task CommitAsync(Func<AcsDbContext, CancellationToken, Task> work, CancellationToken cancellationToken)
    {
        var unit = new CommitUnit(work, cancellationToken);
        await _waiting.Writer.WriteAsync(unit, cancellationToken);
        await unit.Done;
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Takes nothing new and writes all that waits.</summary>
    public Task StopAsync(CancellationToken cancellationToken)
    {
        _waiting.Writer.TryComplete();
        return _loop.WaitAsync(cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        _waiting.Writer.TryComplete();
        await _loop;
    }

    private async Task RunAsync()
    {
        var batch = new List<CommitUnit>(MaxBatch);
        while (await _waiting.Reader.WaitToReadAsync())
        {
            while (batch.Count < MaxBatch && _waiting.Reader.TryRead(out var unit))
            {
                if (!unit.IsAbandoned)
                {
                    batch.Add(unit);
                }
            }

            await CommitAsync(batch);
            batch.Clear();
        }
    }

    private async Task CommitAsync(List<CommitUnit> batch)
    {
        if (batch.Count == 0)
        {
            return;
        }

        var failure = await TryAsync(batch);
        if (failure is null)
        {
            batch.ForEach(u => u.Succeed());
            return;
        }

        if (batch.Count > 1)
        {
            Log.BatchFailed(_logger, batch.Count, failure.Message);
            failure = null;
        }

        foreach (var unit in batch)
        {
            await CommitAloneAsync(unit, failure);
        }
    }

    /// <param name="failure">What already became of the unit alone, or null when it has not been tried alone.</param>
    private async Task CommitAloneAsync(CommitUnit unit, Exception? failure)
    {
        for (var tries = failure is null ? 0 : 1; tries == 0 || (failure is DbUpdateConcurrencyException && tries < MaxTries); tries++)
        {
            failure = await TryAsync([unit]);
        }

        if (failure is null)
        {
            unit.Succeed();
        }
        else
        {
            unit.Fail(failure);
        }
    }

    private async Task<Exception?> TryAsync(List<CommitUnit> units)
    {
        var touched = new Dictionary<long, CommittedDevice>();
        try
        {
            await using var db = await _contexts.CreateDbContextAsync();
            await using var transaction = await db.Database.BeginTransactionAsync();
            db.SavingChanges += (_, _) => CommittedDevices.Collect(db, touched);
            foreach (var unit in units)
            {
                // Each unit sees the database as the one before left it, also where that wrote past the tracker.
                await unit.RunAsync(db);
                await db.SaveChangesAsync();
                db.ChangeTracker.Clear();
            }

            await TellOthersAsync(db, touched);
            await transaction.CommitAsync();
        }
        catch (Exception failure)
        {
            // Whatever it is, it belongs to a caller, and the writer must live.
            return failure;
        }

        Tell(touched);
        return null;
    }

    /// <summary>In the same transaction: what is committed is told, and nothing else.</summary>
    private async Task TellOthersAsync(AcsDbContext db, Dictionary<long, CommittedDevice> touched)
    {
        if (_node.IsAlone || touched.Count == 0)
        {
            return;
        }

        var now = _time.GetUtcNow();
        db.DeviceChanges.AddRange(touched.Select(t => new DeviceChangeRow
        {
            Node = _node.Id, DeviceId = t.Key, Key = t.Value.Key, Aspects = (int)t.Value.Aspects, At = now,
        }));
        await db.SaveChangesAsync();
    }

    private void Tell(Dictionary<long, CommittedDevice> touched)
    {
        if (touched.Count == 0)
        {
            return;
        }

        foreach (var listener in _listeners)
        {
            try
            {
                listener.Committed(touched);
            }
            catch (Exception failure)
            {
                Log.ListenerFailed(_logger, failure);
            }
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1001, LogLevel.Warning, "A batch of {Count} writes failed and is tried one by one: {Reason}")]
        public static partial void BatchFailed(ILogger logger, int count, string reason);

        [LoggerMessage(1002, LogLevel.Error, "A listener to commits failed.")]
        public static partial void ListenerFailed(ILogger logger, Exception failure);
    }
}
