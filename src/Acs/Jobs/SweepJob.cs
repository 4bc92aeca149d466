using Provisioning.Jobs;
using Hangfire;

namespace Acs.Jobs;

/// <summary>Finds again what a lost signal would have started.</summary>
internal sealed class SweepJob(Sweep work) : IJob
{
    [DisableConcurrentExecution(timeoutInSeconds: 60)]
    [AutomaticRetry(Attempts = 0)]
    public Task RunAsync(CancellationToken cancellationToken) => work.RunAsync(cancellationToken);
}
