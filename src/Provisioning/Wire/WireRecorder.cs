using System.Threading.Channels;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Provisioning.Devices;
using Provisioning.Storage;
using Provisioning.Storage.Rows;

namespace Provisioning.Wire;

/// <summary>
/// Takes exchanges off the transports' hands and writes those that are wanted. No session ever waits for it: where more
/// comes than can be written, exchanges are dropped and counted.
/// </summary>
public sealed partial class WireRecorder : BackgroundService
{
    private const int MaxWaiting = 4096;
    private const int MaxParked = 256;
    private static readonly TimeSpan Pace = TimeSpan.FromSeconds(2);

    /// <summary>How long a USP record waits for its sender to say which device it is.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly WireRules _rules;
    private readonly WireStore _store;
    private readonly WireUnidentified _unidentified;
    private readonly IDbContextFactory<AcsDbContext> _contexts;
    private readonly WireMetrics _metrics;
    private readonly WireOptions _options;
    private readonly TimeProvider _time;
    private readonly ILogger<WireRecorder> _logger;
    private readonly Channel<WireDraft> _waiting =
        Channel.CreateBounded<WireDraft>(new BoundedChannelOptions(MaxWaiting) { FullMode = BoundedChannelFullMode.Wait, SingleReader = true });

    private readonly List<WireRecord> _parked = [];
    private long _bytes;

    public WireRecorder(
        WireRules rules,
        WireStore store,
        WireUnidentified unidentified,
        IDbContextFactory<AcsDbContext> contexts,
        WireMetrics metrics,
        IOptions<WireOptions> options,
        TimeProvider time,
        ILogger<WireRecorder> logger)
    {
        (_rules, _store, _unidentified, _contexts) = (rules, store, unidentified, contexts);
        (_metrics, _options, _time, _logger) = (metrics, options.Value, time, logger);
    }

    /// <summary>Hands an exchange over; returns at once.</summary>
    public void Offer(WireDraft draft)
    {
        if (Interlocked.Add(ref _bytes, draft.Bytes) > _options.MaxWaitingBytes || !_waiting.Writer.TryWrite(draft))
        {
            Interlocked.Add(ref _bytes, -draft.Bytes);
            _metrics.Dropped("overload");
        }
    }

    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        await _rules.ReloadAsync(cancellationToken);
        await base.StartAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Yield();
        using var timer = new PeriodicTimer(Pace, _time);
        var tick = timer.WaitForNextTickAsync(stoppingToken).AsTask();
        var more = _waiting.Reader.WaitToReadAsync(stoppingToken).AsTask();
        try
        {
            while (true)
            {
                await Task.WhenAny(tick, more);
                if (tick.IsCompleted)
                {
                    await tick;
                    await TryAsync(() => TickAsync(stoppingToken));
                    tick = timer.WaitForNextTickAsync(stoppingToken).AsTask();
                }

                while (_waiting.Reader.TryRead(out var draft))
                {
                    Interlocked.Add(ref _bytes, -draft.Bytes);
                    await TryAsync(() => TakeAsync(draft, stoppingToken));
                }

                if (more.IsCompleted)
                {
                    await more;
                    more = _waiting.Reader.WaitToReadAsync(stoppingToken).AsTask();
                }
            }
        }
        catch (OperationCanceledException)
        {
            // Stopped: what waits is of no use to anybody any more.
        }
    }

    private async Task TryAsync(Func<Task> work)
    {
        try
        {
            await work();
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            _metrics.Dropped("failure");
            Log.NotRecorded(_logger, e);
        }
    }

    private async Task TickAsync(CancellationToken cancellationToken)
    {
        await _rules.ReloadAsync(cancellationToken);
        _store.Expire();
        var late = _time.GetUtcNow() - Patience;
        foreach (var parked in _parked.ToArray())
        {
            if (await PlaceAsync(parked, cancellationToken))
            {
                _parked.Remove(parked);
            }
            else if (parked.Exchange.At < late)
            {
                _parked.Remove(parked);
                _unidentified.Add(parked.Exchange);
            }
        }
    }

    private async Task TakeAsync(WireDraft draft, CancellationToken cancellationToken)
    {
        if (draft.DeviceKey is { } known && _rules.Of(known) == WireInterest.No)
        {
            return;
        }

        if (draft.Build() is not { } record)
        {
            return;
        }

        if (record is { DeviceKey: null, EndpointId: null })
        {
            _unidentified.Add(record.Exchange);
        }
        else if (!await PlaceAsync(record, cancellationToken) && _parked.Count < MaxParked)
        {
            // Its device is not known yet; perhaps it is in a moment.
            _parked.Add(record);
        }
    }

    /// <returns>False: there is no such device.</returns>
    private async Task<bool> PlaceAsync(WireRecord record, CancellationToken cancellationToken)
    {
        await using var db = await _contexts.CreateDbContextAsync(cancellationToken);
        if (await FindAsync(db, record, cancellationToken) is not { } device)
        {
            return false;
        }

        if (await _rules.WantAsync(db, device, record.Exchange.At, cancellationToken))
        {
            await _store.WriteAsync(device.Key, record.Exchange, cancellationToken);
            _metrics.Recorded();
        }

        return true;
    }

    private static async Task<DeviceRow?> FindAsync(AcsDbContext db, WireRecord record, CancellationToken cancellationToken)
    {
        if (record.DeviceKey is { } key)
        {
            if (await db.Devices.AsNoTracking().FirstOrDefaultAsync(d => d.Key == key, cancellationToken) is { } exact)
            {
                return exact;
            }

            // One device over both protocols: its row may have another product class.
            return DeviceId.TryParse(key, out var id)
                ? await db.Devices.AsNoTracking().FirstOrDefaultAsync(
                    d => d.Oui == id.Oui && d.SerialNumber == id.SerialNumber && (d.ProductClass == "" || id.ProductClass == ""), cancellationToken)
                : null;
        }

        return await db.Devices.AsNoTracking().FirstOrDefaultAsync(d => d.EndpointId == record.EndpointId, cancellationToken);
    }

    private static partial class Log
    {
        [LoggerMessage(1300, LogLevel.Warning, "An exchange could not be recorded")]
        public static partial void NotRecorded(ILogger logger, Exception exception);
    }
}
