using Hangfire;
using Provisioning.Mud;
using Provisioning.Mud.Names.Gateways;

namespace Acs.Jobs;

/// <summary>Asks again for the names whose answers grow old.</summary>
internal sealed class NameResolutionJob(NameResolution work, GatewayNames gateways) : IJob
{
    [DisableConcurrentExecution(timeoutInSeconds: 60)]
    [AutomaticRetry(Attempts = 0)]
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        await work.RunAsync(cancellationToken);
        await gateways.RunAsync(cancellationToken);
    }
}
