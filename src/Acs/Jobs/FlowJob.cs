using Hangfire;
using Provisioning.Flows.Sources;

namespace Acs.Jobs;

/// <summary>Holds the flows that gateways told of against their hosts' policies, and fetches the logs that are due.</summary>
internal sealed class FlowJob(FlowWork work, LogFetch logs) : IJob
{
    [DisableConcurrentExecution(timeoutInSeconds: 60)]
    [AutomaticRetry(Attempts = 0)]
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        await work.RunAsync(cancellationToken);
        await logs.RunAsync(cancellationToken);
    }
}
