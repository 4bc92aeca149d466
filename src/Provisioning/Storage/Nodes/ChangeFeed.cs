using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Provisioning.Storage.Rows;

namespace Provisioning.Storage.Nodes;

/// <summary>
/// Tells this node's caches what other nodes committed, about a second later: one small query a second for each other node that
/// lives, none with SQLite. The rows are written by <see cref="GroupCommit"/> in the transaction that they speak of.
/// </summary>
internal sealed partial class ChangeFeed(
    IDbContextFactory<AcsDbContext> contexts, IEnumerable<ICommitListener> listeners, ThisNode node, TimeProvider time, ILogger<ChangeFeed> logger)
    : BackgroundService
{
    /// <summary>How long rows are kept: a node that could not read for so long forgets all that it remembers.</summary>
    public static readonly TimeSpan Kept = TimeSpan.FromMinutes(10);

    /// <summary>A node without a sign of life for so long is gone.</summary>
    public static readonly TimeSpan Dead = TimeSpan.FromMinutes(5);

    private const int Page = 2000;

    private static readonly TimeSpan Pace = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan SignOfLife = TimeSpan.FromSeconds(10);

    private readonly ICommitListener[] _listeners = [.. listeners];
    private readonly Dictionary<string, long> _readTo = new(StringComparer.Ordinal);
    private long _from;
    private DateTimeOffset _lastRead;
    private DateTimeOffset _lastSign;
    private bool _failing;

    /// <summary>Known to the others before anything is served here.</summary>
    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        if (!node.IsAlone)
        {
            await JoinAsync(cancellationToken);
        }

        await base.StartAsync(cancellationToken);
    }

    /// <summary>Reads all that the others committed and this node has not heard of yet.</summary>
    internal async Task ReadAsync(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        if (now - _lastSign >= SignOfLife)
        {
            await db.Nodes.Where(n => n.Id == node.Id).ExecuteUpdateAsync(set => set.SetProperty(n => n.SeenAt, now), cancellationToken);
            _lastSign = now;
        }

        if (now - _lastRead > Kept / 2)
        {
            Log.Missed(logger, now - _lastRead);
            Array.ForEach(_listeners, l => l.Missed());
        }

        var alive = now - Dead;
        foreach (var other in await db.Nodes.Where(n => n.Id != node.Id && n.SeenAt > alive).Select(n => n.Id).ToListAsync(cancellationToken))
        {
            await ReadAsync(db, other, cancellationToken);
        }

        _lastRead = now;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (node.IsAlone)
        {
            return;
        }

        using var pulse = new PeriodicTimer(Pace, time);
        try
        {
            while (await pulse.WaitForNextTickAsync(stoppingToken))
            {
                await TryReadAsync(stoppingToken);
            }
        }
        catch (OperationCanceledException)
        {
            // Stopped.
        }
    }

    private async Task TryReadAsync(CancellationToken cancellationToken)
    {
        try
        {
            await ReadAsync(cancellationToken);
            _failing = false;
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            // The next pulse reads from where this one began.
            if (!_failing)
            {
                Log.NotRead(logger, failure.Message);
            }

            _failing = true;
        }
    }

    private async Task JoinAsync(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        db.Nodes.Add(new NodeRow { Id = node.Id, StartedAt = now, SeenAt = now });
        await db.SaveChangesAsync(cancellationToken);

        // A transaction that is under way now may show smaller ids later than greater ones of another node.
        var settled = now - TimeSpan.FromMinutes(1);
        _from = await db.DeviceChanges.Where(c => c.At < settled).MaxAsync(c => (long?)c.Id, cancellationToken) ?? 0;
        (_lastRead, _lastSign) = (now, now);
    }

    private async Task ReadAsync(AcsDbContext db, string other, CancellationToken cancellationToken)
    {
        List<DeviceChangeRow> page;
        do
        {
            var from = _readTo.GetValueOrDefault(other, _from);
            page = await db.DeviceChanges.AsNoTracking().Where(c => c.Node == other && c.Id > from).OrderBy(c => c.Id).Take(Page).ToListAsync(cancellationToken);
            if (page.Count == 0)
            {
                return;
            }

            Tell(page);
            _readTo[other] = page[^1].Id;
        }
        while (page.Count == Page);
    }

    private void Tell(List<DeviceChangeRow> page)
    {
        var devices = new Dictionary<long, CommittedDevice>();
        foreach (var row in page)
        {
            var before = devices.GetValueOrDefault(row.DeviceId);
            devices[row.DeviceId] = new CommittedDevice(before.Aspects | (DeviceAspects)row.Aspects | DeviceAspects.Elsewhere, row.Key ?? before.Key);
        }

        Array.ForEach(_listeners, l => l.Committed(devices));
    }

    private static partial class Log
    {
        [LoggerMessage(1020, LogLevel.Warning, "What other nodes wrote could not be read, and is read later: {Reason}")]
        public static partial void NotRead(ILogger logger, string reason);

        [LoggerMessage(1021, LogLevel.Warning, "What other nodes wrote was not read for {Gap}: this node forgets what it remembers of devices")]
        public static partial void Missed(ILogger logger, TimeSpan gap);
    }
}
