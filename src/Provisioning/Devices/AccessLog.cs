using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Provisioning.Storage;
using Provisioning.Storage.Rows;

namespace Provisioning.Devices;

/// <summary>
/// Counts equal attempts in memory and writes them every few seconds. Three bounds keep strangers from filling the disk:
/// so many different attempts wait at a time, so many rows a device has, so many refused rows there are at all. A
/// challenge that was answered at once is no news, and an accepted gateway is written once an hour.
/// </summary>
internal sealed partial class AccessLog : BackgroundService, IAccessLog
{
    private const int MostWaiting = 2_000;
    private const int MostKept = 100_000;
    private const int Page = 200;
    private const int MostPerDevice = 100;
    private const int MostRefused = 100_000;

    private static readonly TimeSpan _pace = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(4);
    private static readonly TimeSpan _trimPace = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan _acceptedPace = TimeSpan.FromHours(1);

    private readonly ConcurrentDictionary<AccessAttempt, Tally> _waiting = new();
    private readonly ConcurrentDictionary<(DeviceId Device, string Address), AccessAttempt> _challenged = new();
    private readonly ConcurrentDictionary<AccessAttempt, long> _accepted = new();
    private readonly IGroupCommit _commit;
    private readonly TimeProvider _time;
    private readonly ILogger<AccessLog> _logger;
    private readonly Counter<long> _left;
    private DateTimeOffset _trimmedAt;

    public AccessLog(IGroupCommit commit, TimeProvider time, IMeterFactory meters, ILogger<AccessLog> logger)
    {
        (_commit, _time, _logger) = (commit, time, logger);
        _left = meters.Create("Provisioning.Access").CreateCounter<long>("acs.access.unlogged", "{attempt}", "Attempts that were not written down: too many at a time.");
    }

    public void Note(AccessAttempt attempt)
    {
        attempt = Bounded(attempt);
        if (attempt.Result == AccessResult.Accepted && !IsNews(attempt))
        {
            return;
        }

        var now = _time.GetUtcNow();
        if (_waiting.TryGetValue(attempt, out var tally))
        {
            tally.Again(now);
        }
        else if (_waiting.Count >= MostWaiting)
        {
            _left.Add(1);
        }
        else
        {
            _waiting.GetOrAdd(attempt, _ => new Tally(now)).Again(now);
            if (attempt.Result == AccessResult.Challenged)
            {
                _challenged[(attempt.Device, attempt.RemoteAddress)] = attempt;
            }
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var pulse = new PeriodicTimer(_pace, _time);
        try
        {
            while (await pulse.WaitForNextTickAsync(stoppingToken))
            {
                await FlushAsync(_patience);
            }
        }
        catch (OperationCanceledException)
        {
            await FlushAsync(TimeSpan.Zero);
        }
    }

    /// <summary>A gateway is challenged before it shows credentials (TR-069 3.4.5): that it was, is no news once it came in.</summary>
    private bool IsNews(AccessAttempt accepted)
    {
        if (_challenged.TryRemove((accepted.Device, accepted.RemoteAddress), out var challenged))
        {
            _waiting.TryRemove(challenged, out _);
        }

        if (_accepted.TryGetValue(accepted, out var last) && _time.GetElapsedTime(last) < _acceptedPace)
        {
            return false;
        }

        if (_accepted.Count >= MostKept)
        {
            _accepted.Clear();
        }

        _accepted[accepted] = _time.GetTimestamp();
        return true;
    }

    private async Task FlushAsync(TimeSpan patience)
    {
        var now = _time.GetUtcNow();
        var page = new List<(AccessAttempt Attempt, Tally Tally)>(Page);
        foreach (var (attempt, waiting) in _waiting)
        {
            if (now - waiting.First >= patience && _waiting.TryRemove(attempt, out var tally))
            {
                page.Add((attempt, tally));
                _challenged.TryRemove((attempt.Device, attempt.RemoteAddress), out _);
            }

            if (page.Count == Page)
            {
                await WriteAsync(page);
                page.Clear();
            }
        }

        await WriteAsync(page);
    }

    private async Task WriteAsync(List<(AccessAttempt Attempt, Tally Tally)> page)
    {
        if (page.Count == 0)
        {
            return;
        }

        try
        {
            await _commit.CommitAsync(async (db, token) =>
            {
                foreach (var (attempt, tally) in page)
                {
                    await WriteAsync(db, attempt, tally, token);
                }

                await db.SaveChangesAsync(token);
                await TrimAsync(db, token);
                await TrimAsync(db, page.Select(p => p.Attempt.Device.ToString()).Distinct(StringComparer.Ordinal), token);
            }, CancellationToken.None);
        }
        catch (Exception failure)
        {
            // A record of attempts alone: the answers were given, and are counted.
            _left.Add(page.Count);
            Log.NotWritten(_logger, page.Count, failure.Message);
        }
    }

    private static async Task WriteAsync(AcsDbContext db, AccessAttempt attempt, Tally tally, CancellationToken token)
    {
        var key = attempt.Device.ToString();
        var (count, last) = (tally.Count, tally.Last);
        var counted = await db.AccessAttempts
            .Where(a => a.DeviceKey == key && a.RemoteAddress == attempt.RemoteAddress && a.Protocol == attempt.Protocol
                && a.Mechanism == attempt.Mechanism && a.Result == attempt.Result && a.Reason == attempt.Reason)
            .ExecuteUpdateAsync(set => set.SetProperty(a => a.At, last).SetProperty(a => a.Count, a => a.Count + count), token);
        if (counted == 0)
        {
            db.AccessAttempts.Add(new AccessAttemptRow
            {
                DeviceKey = key,
                FirstAt = tally.First,
                At = last,
                Count = count,
                RemoteAddress = attempt.RemoteAddress,
                Protocol = attempt.Protocol,
                Mechanism = attempt.Mechanism,
                Result = attempt.Result,
                Reason = attempt.Reason,
            });
        }
    }

    private static async Task TrimAsync(AcsDbContext db, IEnumerable<string> devices, CancellationToken token)
    {
        foreach (var key in devices)
        {
            var oldest = await db.AccessAttempts.Where(a => a.DeviceKey == key).OrderByDescending(a => a.At)
                .Skip(MostPerDevice).Select(a => (DateTimeOffset?)a.At).FirstOrDefaultAsync(token);
            if (oldest is { } limit)
            {
                await db.AccessAttempts.Where(a => a.DeviceKey == key && a.At <= limit).ExecuteDeleteAsync(token);
            }
        }
    }

    private async Task TrimAsync(AcsDbContext db, CancellationToken token)
    {
        var now = _time.GetUtcNow();
        if (now - _trimmedAt < _trimPace)
        {
            return;
        }

        _trimmedAt = now;
        var last = await db.AccessAttempts.Where(a => a.Result != AccessResult.Accepted).OrderByDescending(a => a.Id)
            .Skip(MostRefused).Select(a => (long?)a.Id).FirstOrDefaultAsync(token);
        if (last is { } id)
        {
            await db.AccessAttempts.Where(a => a.Result != AccessResult.Accepted && a.Id <= id).ExecuteDeleteAsync(token);
        }
    }

    private static AccessAttempt Bounded(AccessAttempt attempt) => attempt with
    {
        Device = new DeviceId(Cut(attempt.Device.Oui), Cut(attempt.Device.ProductClass), Cut(attempt.Device.SerialNumber)),
        RemoteAddress = Cut(attempt.RemoteAddress),
    };

    /// <summary>Three parts, each percent-encoded at worst, have to fit into the column.</summary>
    private static string Cut(string text)
    {
        var cut = text.Length <= 50 ? text : text[..50];
        return cut.Any(c => c > '~') && Uri.EscapeDataString(cut).Length > 150 ? cut[..16] : cut;
    }

    private sealed class Tally(DateTimeOffset first)
    {
        private long _count;
        private long _last = first.UtcTicks;

        public DateTimeOffset First { get; } = first;

        public DateTimeOffset Last => new(Volatile.Read(ref _last), TimeSpan.Zero);

        public long Count => Volatile.Read(ref _count);

        public void Again(DateTimeOffset at)
        {
            Interlocked.Increment(ref _count);
            Volatile.Write(ref _last, at.UtcTicks);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1020, LogLevel.Warning, "{Count} attempts to come in could not be written down: {Reason}")]
        public static partial void NotWritten(ILogger logger, int count, string reason);
    }
}
