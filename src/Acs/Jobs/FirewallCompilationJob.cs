using Hangfire;
using Provisioning.Firewall;

namespace Acs.Jobs;

/// <summary>Compiles the firewall of a page of devices that are marked dirty.</summary>
internal sealed class FirewallCompilationJob(FirewallCompilation work) : IJob
{
    [DisableConcurrentExecution(timeoutInSeconds: 60)]
    [AutomaticRetry(Attempts = 0)]
    public Task RunAsync(CancellationToken cancellationToken) => work.RunAsync(cancellationToken);
}
