using Hangfire;
using Provisioning.Mud;

namespace Acs.Jobs;

/// <summary>Fetches MUD files that are wanted or whose validity ends.</summary>
internal sealed class MudRefreshJob(MudRefresh work) : IJob
{
    [DisableConcurrentExecution(timeoutInSeconds: 60)]
    [AutomaticRetry(Attempts = 0)]
    public Task RunAsync(CancellationToken cancellationToken) => work.RunAsync(cancellationToken);
}
