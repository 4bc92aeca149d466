using Acs.Jobs;
using Hangfire;
using Provisioning.BulkData.Profiles;

namespace Acs.BulkData;

/// <summary>Brings the bulk data profiles to the devices that they are for.</summary>
internal sealed class BulkDataJob(BulkDataComposition work) : IJob
{
    /// <summary>Name of the recurring job.</summary>
    public const string Id = "bulk-data-profiles";

    [DisableConcurrentExecution(timeoutInSeconds: 60)]
    [AutomaticRetry(Attempts = 0)]
    public Task RunAsync(CancellationToken cancellationToken) => work.RunAsync(cancellationToken);
}
