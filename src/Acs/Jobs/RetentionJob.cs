using Provisioning.BulkData.Series;
using Provisioning.Jobs;
using Hangfire;

namespace Acs.Jobs;

/// <summary>Deletes history that is older than it is kept.</summary>
internal sealed class RetentionJob(Retention work, SeriesRetention series) : IJob
{
    [DisableConcurrentExecution(timeoutInSeconds: 60)]
    [AutomaticRetry(Attempts = 0)]
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        await work.RunAsync(cancellationToken);
        await series.RunAsync(cancellationToken);
    }
}
