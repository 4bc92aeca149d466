using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Provisioning.Storage;
using Provisioning.Storage.Rows;

namespace Provisioning.Devices.Quirks;

/// <summary>Counts quirks by device. Many sightings become one write every few seconds.</summary>
internal sealed partial class QuirkSightings(IGroupCommit commit, TimeProvider time, ILogger<QuirkSightings> logger) : BackgroundService, IQuirkSightings
{
    private const int MaxPending = 10_000;
    private const int Page = 200;

    private static readonly TimeSpan Lag = TimeSpan.FromSeconds(5);

    /// <summary>What goes on is no news until it has stopped for so long.</summary>
    private static readonly TimeSpan Told = TimeSpan.FromDays(1);

    private readonly ConcurrentDictionary<(string Key, Quirk Quirk), Seen> _pending = new();

    public void Saw(DeviceId device, Quirk quirks, string? detail = null)
    {
        var key = device.ToString();
        foreach (var quirk in QuirkTexts.All)
        {
            if (quirks.HasFlag(quirk) && (_pending.Count < MaxPending || _pending.ContainsKey((key, quirk))))
            {
                _pending.AddOrUpdate((key, quirk), new Seen(1, detail), (_, seen) => new Seen(seen.Count + 1, detail ?? seen.Detail));
            }
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var pulse = new PeriodicTimer(Lag, time);
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
        foreach (var page in _pending.Keys.GroupBy(k => k.Key, k => k.Quirk, StringComparer.Ordinal).Chunk(Page))
        {
            var counts = page.SelectMany(d => d.Select(q => (d.Key, Quirk: q)))
                .ToDictionary(k => k, k => _pending.TryRemove(k, out var seen) ? seen : default);
            try
            {
                await commit.CommitAsync((db, token) => WriteAsync(db, counts, token), CancellationToken.None);
            }
            catch (Exception failure)
            {
                // A count alone: the gateway will do it again.
                Log.NotWritten(logger, counts.Count, failure.Message);
            }
        }
    }

    private async Task WriteAsync(AcsDbContext db, Dictionary<(string Key, Quirk Quirk), Seen> counts, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var keys = counts.Keys.Select(k => k.Key).Distinct(StringComparer.Ordinal).ToList();
        var ids = await db.Devices.Where(d => keys.Contains(d.Key)).ToDictionaryAsync(d => d.Key, d => d.Id, cancellationToken);
        var known = ids.Values.ToList();
        var rows = await db.DeviceQuirks.Where(q => known.Contains(q.DeviceId)).ToDictionaryAsync(q => (q.DeviceId, q.Quirk), cancellationToken);
        foreach (var (seen, (count, detail)) in counts)
        {
            if (count == 0 || !ids.TryGetValue(seen.Key, out var id))
            {
                continue;
            }

            if (!rows.TryGetValue((id, seen.Quirk), out var row))
            {
                row = new DeviceQuirkRow { DeviceId = id, Quirk = seen.Quirk, FirstSeenAt = now };
                db.DeviceQuirks.Add(row);
            }

            if (QuirkTexts.IsNews(seen.Quirk) && now - row.LastSeenAt > Told)
            {
                var text = $"{QuirkTexts.Text(seen.Quirk)}{(detail is null ? "" : $" {detail}")}";
                db.DeviceEvents.Add(new DeviceEventRow { DeviceId = id, At = now, Kind = "device.quirk", Text = text.Length <= 4000 ? text : text[..4000] });
            }

            row.Count += count;
            row.LastSeenAt = now;
        }
    }

    private readonly record struct Seen(int Count, string? Detail);

    private static partial class Log
    {
        [LoggerMessage(1030, LogLevel.Warning, "{Count} counts of quirks could not be written: {Reason}")]
        public static partial void NotWritten(ILogger logger, int count, string reason);
    }
}
