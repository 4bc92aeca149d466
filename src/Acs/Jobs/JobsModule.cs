using Acs.Security;
using Acs.Waking;
using Hangfire;
using Hangfire.Dashboard;
using Microsoft.Extensions.Options;
using Provisioning.Jobs;
using Provisioning.Storage;

namespace Acs.Jobs;

/// <summary>Hangfire is the clock; the database is the truth.</summary>
internal static class JobsModule
{
    public static void AddJobs(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<DatabaseOptions>().Bind(configuration.GetSection("Acs:Database"));
        services.AddSingleton(provider => HangfireStorage.Create(provider.GetRequiredService<IOptions<DatabaseOptions>>().Value));
        services.AddSingleton<IBackgroundJobClient>(provider => new BackgroundJobClient(provider.GetRequiredService<JobStorage>()));
        services.AddSingleton<IRecurringJobManager>(provider => new RecurringJobManager(provider.GetRequiredService<JobStorage>()));
        services.AddHostedService<HangfireService>();

        services.AddSingleton<WakeQueue>();
        services.AddWaking(configuration);
        services.AddHostedService<WakeService>();
        services.AddSingleton<HangfireWorkSignal>();
        services.AddSingleton<IWorkSignal>(provider => provider.GetRequiredService<HangfireWorkSignal>());
        services.AddHostedService(provider => provider.GetRequiredService<HangfireWorkSignal>());

        // What the dashboard's mapping asks for where AddHangfire, which sets statics, is not called.
        services.AddSingleton<IGlobalConfiguration>(GlobalConfiguration.Configuration);
        services.AddSingleton(DashboardRoutes.Routes);
    }

    public static void MapJobsDashboard(this WebApplication app) =>
        app.MapHangfireDashboard("/hangfire", new DashboardOptions
        {
            // The policy below decides; Hangfire's own default would let in whoever calls from this machine.
            Authorization = [],
            DashboardTitle = "ACS jobs",
            DisplayStorageConnectionString = false,
            AppPath = "/",
        }, app.Services.GetRequiredService<JobStorage>()).RequireAuthorization(SecurityExtensions.Pages);
}
