using Hangfire;
using Provisioning.Warnings;
using Provisioning.Warnings.Fetching;
using Provisioning.Warnings.Proposals;

namespace Acs.Jobs;

/// <summary>Fetches advisories, holds them against the models, ends what is over and opens what was held.</summary>
internal sealed class WarningsJob(CsafProviders providers, WarningMatching matching, ProposalSweep proposals) : IJob
{
    [DisableConcurrentExecution(timeoutInSeconds: 60)]
    [AutomaticRetry(Attempts = 0)]
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        await proposals.RunAsync(cancellationToken);
        await providers.RunAsync(cancellationToken);
        await matching.RunAsync(cancellationToken);
    }
}
