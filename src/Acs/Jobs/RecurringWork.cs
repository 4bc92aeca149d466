using System.Linq.Expressions;
using Acs.BulkData;
using Hangfire;
using Hangfire.Common;

namespace Acs.Jobs;

/// <summary>The clock: which job runs how often, and at once when the server starts.</summary>
internal static class RecurringWork
{
    private static readonly (string Id, string Cron, Job Job)[] Table =
    [
        ("sweep", Cron.Minutely(), Of<SweepJob>()),
        ("mud-refresh", "*/5 * * * *", Of<MudRefreshJob>()),
        ("name-resolution", Cron.Minutely(), Of<NameResolutionJob>()),
        ("firewall-compilation", Cron.Minutely(), Of<FirewallCompilationJob>()),
        ("campaign-tick", Cron.Minutely(), Of<CampaignTickJob>()),
        ("questions", Cron.Minutely(), Of<QuestionsJob>()),
        ("flows", Cron.Minutely(), Of<FlowJob>()),
        ("webhooks", Cron.Minutely(), Of<WebhookJob>()),
        ("warnings", "*/5 * * * *", Of<WarningsJob>()),
        (BulkDataJob.Id, Cron.Minutely(), Of<BulkDataJob>()),
        ("retention", Cron.Hourly(), Of<RetentionJob>()),
    ];

    public static void Register(IRecurringJobManager jobs)
    {
        foreach (var (id, cron, job) in Table)
        {
            jobs.AddOrUpdate(id, job, cron, new RecurringJobOptions { TimeZone = TimeZoneInfo.Utc });
            // In-memory storage begins empty, and work may have waited while nothing ran.
            jobs.Trigger(id);
        }
    }

    public static Job Of<TJob>()
        where TJob : IJob
    {
        Expression<Func<TJob, Task>> call = job => job.RunAsync(CancellationToken.None);
        return Job.FromExpression(call);
    }
}
