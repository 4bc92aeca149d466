using Provisioning.Campaigns;
using Hangfire;

namespace Acs.Jobs;

/// <summary>Moves every running campaign on.</summary>
internal sealed class CampaignTickJob(CampaignTick work) : IJob
{
    [DisableConcurrentExecution(timeoutInSeconds: 60)]
    [AutomaticRetry(Attempts = 0)]
    public Task RunAsync(CancellationToken cancellationToken) => work.RunAsync(cancellationToken);
}
