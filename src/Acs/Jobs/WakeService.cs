namespace Acs.Jobs;

/// <summary>Wakes queued devices, some at a time: a slow gateway holds up only itself.</summary>
internal sealed partial class WakeService(WakeQueue queue, DeviceWaking waking, ILogger<WakeService> log) : BackgroundService
{
    private const int AtOnce = 32;

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Parallel.ForEachAsync(
        queue.ReadAsync(stoppingToken),
        new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = stoppingToken },
        async (device, cancellationToken) =>
        {
            try
            {
                await waking.WakeAsync(device, cancellationToken);
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                Log.NotWoken(log, device, e);
            }
        });

    private static partial class Log
    {
        [LoggerMessage(3302, LogLevel.Warning, "Device {Device} could not be woken")]
        public static partial void NotWoken(ILogger logger, long device, Exception exception);
    }
}
