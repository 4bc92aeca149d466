using Acs.Cwmp;
using Acs.Dashboard;
using Acs.Dots;
using Acs.FileServer;
using Acs.Jobs;
using Acs.Northbound;
using Acs.Northbound.Webhooks;
using Acs.Security;
using Acs.Subscribers;
using Provisioning;
using Provisioning.Campaigns;
using Provisioning.Firewall;
using Provisioning.Flows;
using Provisioning.Mud;
using Provisioning.Warnings;
using Provisioning.Wire;
using UspController;

namespace Acs.Hosting;

/// <summary>The table of contents of the server: which modules it has, and in which order a request meets them.</summary>
internal static class Modules
{
    public static void Add(WebApplicationBuilder builder)
    {
        var services = builder.Services;
        var configuration = builder.Configuration;
        Directory.CreateDirectory(Path.GetFullPath(configuration["Acs:DataDirectory"] ?? "data"));

        services.AddSingleton(TimeProvider.System);
        services.Configure<AcsOptions>(configuration.GetSection(AcsOptions.Section));
        services.AddProvisioning(configuration);
        services.AddWire(configuration);
        services.AddMud(configuration);
        services.AddFirewall(configuration);
        services.AddFlows(configuration);
        services.AddWarnings(configuration);
        services.AddDots(configuration);
        services.AddCampaigns(configuration);
        services.AddUspController(configuration, records: true);
        services.AddCwmp(configuration);
        services.AddFileServer();
        services.AddWebListener(builder);
        services.AddTelemetry();
        services.AddSecurity(configuration);
        services.AddNorthbound();
        services.AddWebhooks(configuration);
        services.AddJobs(configuration);
        builder.AddDashboard();
    }

    public static void Use(WebApplication app)
    {
        app.UseProblems();
        app.UseMiddleware<SecurityHeaders>();
        app.UseRateLimiter();
        app.UseAuthentication();
        app.UseApiKeys();
        app.UseAuthorization();
        app.UseAntiforgery();

        app.MapTelemetry();
        app.MapLogin();
        app.MapSubscribers();
        app.MapSubscriberHomes();
        app.MapNorthbound();
        app.MapJobsDashboard();
        app.MapDashboard();
    }
}
