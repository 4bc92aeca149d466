using Microsoft.EntityFrameworkCore;
using OpenTelemetry.Metrics;
using Provisioning.Storage;

namespace Acs.Hosting;

/// <summary>Health, readiness and metrics, without a key: they say nothing about devices but numbers.</summary>
internal static class Telemetry
{
    public static void AddTelemetry(this IServiceCollection services)
    {
        services.AddOpenTelemetry().WithMetrics(metrics => metrics
            .AddMeter("Acs", "Acs.*", "Provisioning", "Provisioning.*", "UspController", "UspController.*")
            .AddMeter("Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel", "Microsoft.EntityFrameworkCore", "System.Net.Http")
            .AddRuntimeInstrumentation()
            .AddPrometheusExporter());
        services.AddSingleton<FleetMetrics>();
        services.AddHostedService(provider => provider.GetRequiredService<FleetMetrics>());
    }

    public static void MapTelemetry(this WebApplication app)
    {
        app.MapPrometheusScrapingEndpoint("/metrics").DisableHttpMetrics();
        app.MapGet("/healthz", () => Results.Text("ok")).ExcludeFromDescription().DisableHttpMetrics();
        app.MapGet("/readyz", ReadyAsync).ExcludeFromDescription().DisableHttpMetrics();
    }

    private static async Task<IResult> ReadyAsync(IDbContextFactory<AcsDbContext> database, CancellationToken cancellationToken)
    {
        try
        {
            await using var db = await database.CreateDbContextAsync(cancellationToken);
            return await db.Database.CanConnectAsync(cancellationToken) ? Results.Text("ready") : NotReady();
        }
        catch (Exception e) when (e is System.Data.Common.DbException or InvalidOperationException or IOException)
        {
            return NotReady();
        }
    }

    private static IResult NotReady() => Results.Text("the database does not answer", statusCode: StatusCodes.Status503ServiceUnavailable);
}
