using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Provisioning.Devices;
using Provisioning.Storage;

namespace Provisioning.Conversations.Running;

/// <summary>
/// When devices were last heard, to the second. It may lag: the contacts of a few seconds become a handful of statements,
/// however many they are.
/// </summary>
internal sealed partial class Presence(IGroupCommit commit, IDeviceChanges changes, TimeProvider time, ILogger<Presence> logger) : BackgroundService
{
    private const int Page = 500;

    private readonly ConcurrentDictionary<long, Seen> _seen = new();

    public void Heard(long rowId, DateTimeOffset at, string? remoteAddress) => _seen[rowId] = new Seen(at, remoteAddress);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var pulse = new PeriodicTimer(ConversationTiming.Lag, time);
        try
        {
            while (await pulse.WaitForNextTickAsync(stoppingToken))
            {
                await FlushAsync();
            }
        }
        catch (OperationCanceledException)
        {
            await FlushAsync();
        }
    }

    internal async Task FlushAsync()
    {
        var page = new Dictionary<long, Seen>(Page);
        foreach (var rowId in _seen.Keys)
        {
            if (_seen.TryRemove(rowId, out var seen))
            {
                page[rowId] = seen;
            }

            if (page.Count == Page)
            {
                await WriteAsync(page);
                page.Clear();
            }
        }

        await WriteAsync(page);
    }

    private async Task WriteAsync(Dictionary<long, Seen> page)
    {
        if (page.Count == 0)
        {
            return;
        }

        try
        {
            await commit.CommitAsync((db, token) => WriteAsync(db, page, token), CancellationToken.None);
            changes.Publish(null);
        }
        catch (Exception failure)
        {
            // Presence alone: the next contact says it again.
            Log.NotWritten(logger, page.Count, failure.Message);
        }
    }

    /// <summary>One statement for each second in which somebody was heard, one to see who moved, one for each address moved to.</summary>
    private static async Task WriteAsync(AcsDbContext db, Dictionary<long, Seen> page, CancellationToken cancellationToken)
    {
        foreach (var second in page.GroupBy(p => new DateTimeOffset(p.Value.At.UtcTicks - (p.Value.At.UtcTicks % TimeSpan.TicksPerSecond), TimeSpan.Zero)))
        {
            var (ids, at) = (second.Select(p => p.Key).ToArray(), second.Key);
            await db.Devices.Where(d => ids.Contains(d.Id) && (d.LastContactAt == null || d.LastContactAt < at))
                .ExecuteUpdateAsync(set => set.SetProperty(d => d.LastContactAt, at), cancellationToken);
        }

        var all = page.Keys.ToArray();
        var known = await db.Devices.Where(d => all.Contains(d.Id)).Select(d => new { d.Id, d.RemoteAddress }).ToListAsync(cancellationToken);
        foreach (var moved in known.GroupBy(d => page[d.Id].RemoteAddress ?? d.RemoteAddress, StringComparer.Ordinal))
        {
            var (address, ids) = (moved.Key, moved.Where(d => d.RemoteAddress != moved.Key).Select(d => d.Id).ToArray());
            if (ids.Length > 0)
            {
                await db.Devices.Where(d => ids.Contains(d.Id)).ExecuteUpdateAsync(set => set.SetProperty(d => d.RemoteAddress, address), cancellationToken);
            }
        }
    }

    private readonly record struct Seen(DateTimeOffset At, string? RemoteAddress);

    private static partial class Log
    {
        [LoggerMessage(1010, LogLevel.Warning, "The last contact of {Count} devices could not be written: {Reason}")]
        public static partial void NotWritten(ILogger logger, int count, string reason);
    }
}
