using Hangfire;

namespace Acs.Jobs;

/// <summary>Runs Hangfire's server beside the host, without its statics.</summary>
internal sealed class HangfireService(JobStorage storage, IServiceScopeFactory scopes, ILoggerFactory loggers, IRecurringJobManager recurring) : IHostedService, IDisposable
{
    private BackgroundJobServer? _server;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        HangfireLogs.WriteTo(loggers);
        _server = new BackgroundJobServer(
            new BackgroundJobServerOptions
            {
                Activator = new ServiceActivator(scopes),
                WorkerCount = 8,
                SchedulePollingInterval = TimeSpan.FromSeconds(5),
                StopTimeout = TimeSpan.FromSeconds(5),
                ShutdownTimeout = TimeSpan.FromSeconds(8),
            },
            storage);
        RecurringWork.Register(recurring);
        return Task.CompletedTask;
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        _server?.SendStop();
        if (_server is not null)
        {
            await _server.WaitForShutdownAsync(cancellationToken);
        }
    }

    public void Dispose()
    {
        _server?.Dispose();
        HangfireLogs.Stop(loggers);
        (storage as IDisposable)?.Dispose();
    }
}
