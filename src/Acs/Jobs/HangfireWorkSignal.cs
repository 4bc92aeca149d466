using System.Threading.Channels;
using Hangfire;
using Hangfire.States;
using Provisioning.Jobs;

namespace Acs.Jobs;

/// <summary>
/// Turns signals into jobs. A thousand signals of a kind within a breath make one job; a signal that comes while the
/// job runs makes another after it, so none is lost in between.
/// </summary>
internal sealed partial class HangfireWorkSignal(IBackgroundJobClient jobs, WakeQueue wakes, ILogger<HangfireWorkSignal> log) : BackgroundService, IWorkSignal
{
    private static readonly TimeSpan Breath = TimeSpan.FromMilliseconds(250);

    private readonly Channel<bool> _mud = Once();
    private readonly Channel<bool> _firewall = Once();
    private readonly Channel<bool> _campaigns = Once();
    private readonly Channel<bool> _flows = Once();

    public void MudFilesWanted() => _mud.Writer.TryWrite(true);

    public void FirewallDirty() => _firewall.Writer.TryWrite(true);

    public void CampaignMoved() => _campaigns.Writer.TryWrite(true);

    public void FlowsWaiting() => _flows.Writer.TryWrite(true);

    public void WakeWanted(long deviceRowId) => wakes.Add(deviceRowId);

    public void WakeWantedElsewhere(long deviceRowId) => wakes.Add(deviceRowId, asksOthers: false);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await Task.WhenAll(
                PumpAsync<MudRefreshJob>(_mud, stoppingToken),
                PumpAsync<FirewallCompilationJob>(_firewall, stoppingToken),
                PumpAsync<CampaignTickJob>(_campaigns, stoppingToken),
                PumpAsync<FlowJob>(_flows, stoppingToken));
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // Stopped, or disposed of without that: the host takes a cancellation that is not its own for a crash.
        }
    }

    private async Task PumpAsync<TJob>(Channel<bool> signals, CancellationToken stoppingToken)
        where TJob : IJob
    {
        while (await signals.Reader.WaitToReadAsync(stoppingToken))
        {
            // First the breath, then the flag: what comes during the breath is part of this job.
            await Task.Delay(Breath, stoppingToken);
            signals.Reader.TryRead(out _);
            try
            {
                jobs.Create(RecurringWork.Of<TJob>(), new EnqueuedState());
            }
            catch (BackgroundJobClientException e)
            {
                Log.NotEnqueued(log, typeof(TJob).Name, e);
            }
        }
    }

    private static Channel<bool> Once() =>
        Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite, SingleReader = true });

    private static partial class Log
    {
        [LoggerMessage(3301, LogLevel.Warning, "{Job} could not be enqueued; the recurring one will find the work")]
        public static partial void NotEnqueued(ILogger logger, string job, Exception exception);
    }
}
