using System.Text.Json;
using System.Text.Json.Serialization;
using Acs.Security;

namespace Acs.Northbound;

/// <summary>REST for the ISP's other systems. One file a resource; this one says which there are.</summary>
internal static class NorthboundModule
{
    public const string Prefix = "/api/v1";

    public static void AddNorthbound(this IServiceCollection services)
    {
        services.ConfigureHttpJsonOptions(options =>
        {
            options.SerializerOptions.Converters.Add(new JsonStringEnumConverter(JsonNamingPolicy.CamelCase));
            options.SerializerOptions.Converters.Add(new UtcTimeConverter());
        });
        services.AddSingleton<OperationWait>();
        services.AddProblemDetails();
        services.AddExceptionHandler<ProblemHandler>();
        services.Configure<RouteHandlerOptions>(options => options.ThrowOnBadRequest = true);
        services.AddOpenApi("v1", options => options.AddDocumentTransformer((document, _, _) =>
        {
            document.Info.Title = "ACS northbound API";
            document.Info.Version = "v1";
            return Task.CompletedTask;
        }));
    }

    public static void UseProblems(this WebApplication app)
    {
        app.UseExceptionHandler();
        // A wrong route or method below the API is a problem too, not an empty page.
        app.UseWhen(context => context.Request.Path.StartsWithSegments("/api", StringComparison.Ordinal), api => api.UseStatusCodePages());
    }

    public static void MapNorthbound(this WebApplication app)
    {
        app.MapOpenApi("/openapi/{documentName}.json");
        var api = app.MapGroup(Prefix).RequireAuthorization(SecurityExtensions.Api).DisableAntiforgery();
        api.MapDevices();
        api.MapParameters();
        api.MapOperations();
        api.MapHosts();
        api.MapFirewall();
        api.MapWhy();
        api.MapEvents();
        api.MapWebhooks();
        api.MapMudFiles();
        api.MapMudCompile();
        api.MapFirmware();
        api.MapCampaigns();
    }
}
