using Hangfire;
using Provisioning.Flows.Counters;
using Provisioning.Flows.Sources;

namespace Acs.Jobs;

/// <summary>Holds the flows that gateways told of against their hosts' policies, fetches the logs that are due, and looks at counters.</summary>
internal sealed class FlowJob(FlowWork work, LogFetch logs, CounterWork counters) : IJob
{
    [DisableConcurrentExecution(timeoutInSeconds: 60)]
    [AutomaticRetry(Attempts = 0)]
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        await work.RunAsync(cancellationToken);
        await logs.RunAsync(cancellationToken);
        await counters.RunAsync(cancellationToken);
    }
}
