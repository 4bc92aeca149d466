using Hangfire;
using Provisioning.Mud;

namespace Acs.Jobs;

/// <summary>Fetches MUD files that are wanted or whose validity ends, and resolves the names in them.</summary>
internal sealed class MudRefreshJob(MudRefresh work, NameResolution names) : IJob
{
    [DisableConcurrentExecution(timeoutInSeconds: 60)]
    [AutomaticRetry(Attempts = 0)]
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        await work.RunAsync(cancellationToken);
        // A new file brings new names: rules without addresses would only be made again.
        await names.RunAsync(cancellationToken);
    }
}
