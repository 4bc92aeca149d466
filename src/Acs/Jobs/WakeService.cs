using Acs.Waking;

namespace Acs.Jobs;

/// <summary>Wakes queued devices, some at a time: a slow gateway holds up only itself.</summary>
internal sealed partial class WakeService(WakeQueue queue, DeviceWaking waking, ILogger<WakeService> log) : BackgroundService
{
    private const int AtOnce = 32;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await Parallel.ForEachAsync(
                queue.ReadAsync(stoppingToken), new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = stoppingToken }, WakeAsync);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // Stopped, or disposed of without that.
        }
    }

    private async ValueTask WakeAsync(WakeOrder order, CancellationToken cancellationToken)
    {
        try
        {
            if (await waking.WakeAsync(order.DeviceId, order.AsksOthers, cancellationToken) is { TurnComesAfter: { } wait })
            {
                queue.AddLater(order, wait); // Dropped, it would wait for the sweep, which may meet the limit as well.
            }
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            Log.NotWoken(log, order.DeviceId, e);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(3302, LogLevel.Warning, "Device {Device} could not be woken")]
        public static partial void NotWoken(ILogger logger, long device, Exception exception);
    }
}
