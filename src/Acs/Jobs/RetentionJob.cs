using Provisioning.Jobs;
using Hangfire;

namespace Acs.Jobs;

/// <summary>Deletes history that is older than it is kept.</summary>
internal sealed class RetentionJob(Retention work) : IJob
{
    [DisableConcurrentExecution(timeoutInSeconds: 60)]
    [AutomaticRetry(Attempts = 0)]
    public Task RunAsync(CancellationToken cancellationToken) => work.RunAsync(cancellationToken);
}
