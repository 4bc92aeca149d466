using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Provisioning.Devices;
using Provisioning.Storage;

namespace Provisioning.Conversations.Running;

/// <summary>When devices were last heard. It may lag: many contacts become one write every few seconds.</summary>
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

    private async Task FlushAsync()
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
            await commit.CommitAsync(async (db, token) =>
            {
                foreach (var (rowId, seen) in page)
                {
                    await db.Devices.Where(d => d.Id == rowId).ExecuteUpdateAsync(
                        set => set.SetProperty(d => d.LastContactAt, seen.At).SetProperty(d => d.RemoteAddress, d => seen.RemoteAddress ?? d.RemoteAddress), token);
                }
            }, CancellationToken.None);
            changes.Publish(null);
        }
        catch (Exception failure)
        {
            // Presence alone: the next contact says it again.
            Log.NotWritten(logger, page.Count, failure.Message);
        }
    }

    private readonly record struct Seen(DateTimeOffset At, string? RemoteAddress);

    private static partial class Log
    {
        [LoggerMessage(1010, LogLevel.Warning, "The last contact of {Count} devices could not be written: {Reason}")]
        public static partial void NotWritten(ILogger logger, int count, string reason);
    }
}
