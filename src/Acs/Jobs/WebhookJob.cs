using Acs.Northbound.Webhooks;
using Hangfire;

namespace Acs.Jobs;

/// <summary>Tells the webhooks of what happened. Several may run: each webhook is taken by one of them.</summary>
internal sealed class WebhookJob(WebhookDelivery work) : IJob
{
    [AutomaticRetry(Attempts = 0)]
    public Task RunAsync(CancellationToken cancellationToken) => work.RunAsync(cancellationToken);
}
