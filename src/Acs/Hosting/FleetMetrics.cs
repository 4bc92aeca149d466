using System.Diagnostics.Metrics;
using Microsoft.EntityFrameworkCore;
using Provisioning.Devices;
using Provisioning.Storage;
using Provisioning.Storage.Rows;

namespace Acs.Hosting;

/// <summary>
/// The fleet in numbers, counted every half minute: a scrape must not cost a query. <c>acs.devices</c> by convergence
/// and status, <c>acs.operations.open</c>.
/// </summary>
internal sealed partial class FleetMetrics : BackgroundService
{
    private static readonly TimeSpan Pace = TimeSpan.FromSeconds(30);

    private readonly IDbContextFactory<AcsDbContext> _database;
    private readonly TimeProvider _time;
    private readonly ILogger<FleetMetrics> _log;
    private volatile IReadOnlyList<Measurement<long>> _devices = [];
    private long _openOperations;

    public FleetMetrics(IDbContextFactory<AcsDbContext> database, IMeterFactory meters, TimeProvider time, ILogger<FleetMetrics> log)
    {
        (_database, _time, _log) = (database, time, log);
        var meter = meters.Create("Acs.Fleet");
        meter.CreateObservableGauge("acs.devices", () => _devices, "{device}", "Devices by convergence and status.");
        meter.CreateObservableGauge("acs.operations.open", () => Volatile.Read(ref _openOperations), "{operation}", "Operations that wait or run.");
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Pace, _time);
        do
        {
            try
            {
                await CountAsync(stoppingToken);
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                Log.NotCounted(_log, e);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    private async Task CountAsync(CancellationToken cancellationToken)
    {
        await using var db = await _database.CreateDbContextAsync(cancellationToken);
        var counts = await db.Devices.GroupBy(d => new { d.Convergence, d.Status }).Select(g => new { g.Key, Count = g.LongCount() }).ToListAsync(cancellationToken);
        _devices = [.. from convergence in Enum.GetValues<ConvergenceState>() from status in Enum.GetValues<DeviceStatus>() select Of(convergence, status)];
        var open = await db.Operations.LongCountAsync(o => o.State == OperationState.Pending || o.State == OperationState.Running, cancellationToken);
        Volatile.Write(ref _openOperations, open);

        // Zeroes too: a series that disappears is not a series that fell to nothing.
        Measurement<long> Of(ConvergenceState convergence, DeviceStatus status) => new(
            counts.Find(c => c.Key.Convergence == convergence && c.Key.Status == status)?.Count ?? 0,
            new("convergence", convergence.ToString().ToLowerInvariant()),
            new("status", status.ToString().ToLowerInvariant()));
    }

    private static partial class Log
    {
        [LoggerMessage(3101, LogLevel.Warning, "The fleet could not be counted")]
        public static partial void NotCounted(ILogger logger, Exception exception);
    }
}
