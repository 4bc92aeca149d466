using Hangfire;
using Provisioning.Mud;

namespace Acs.Jobs;

/// <summary>Asks again for the names whose answers grow old.</summary>
internal sealed class NameResolutionJob(NameResolution work) : IJob
{
    [DisableConcurrentExecution(timeoutInSeconds: 60)]
    [AutomaticRetry(Attempts = 0)]
    public Task RunAsync(CancellationToken cancellationToken) => work.RunAsync(cancellationToken);
}
