using System.Text.Json;
using System.Text.Json.Serialization;
using Acs.Northbound.Webhooks;
using Acs.Northbound.Wire;
using Acs.Security;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Diagnostics;

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
        services.AddSingleton<TrustOrders>();
        services.AddSingleton<PacketWhy>();
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
        // A person who mistyped an address gets a page that leads on; nobody else is answered with one.
        app.UseStatusCodePagesWithReExecute("/not-found");
        app.Use((context, next) =>
        {
            context.Features.Get<IStatusCodePagesFeature>()!.Enabled = IsLostPerson(context);
            return next(context);
        });
        // A wrong route or method below the API is a problem too, not an empty page.
        app.UseWhen(context => context.Request.Path.StartsWithSegments("/api", StringComparison.Ordinal), api => api.UseStatusCodePages());
    }

    private static bool IsLostPerson(HttpContext context) =>
        HttpMethods.IsGet(context.Request.Method) && !context.Request.Path.StartsWithSegments("/api", StringComparison.Ordinal) &&
        context.Request.Headers.Accept.ToString().Contains("text/html", StringComparison.OrdinalIgnoreCase);

    /// <summary>Below the API nothing answers without a key, not even that there is nothing: which routes exist is no stranger's matter.</summary>
    public static void UseApiKeys(this WebApplication app) =>
        app.UseWhen(context => context.Request.Path.StartsWithSegments("/api", StringComparison.Ordinal), api => api.Use(async (context, next) =>
        {
            if (context.GetEndpoint()?.Metadata.GetMetadata<IAuthorizeData>() is null &&
                !(await context.AuthenticateAsync(BearerKeyHandler.SchemeName)).Succeeded)
            {
                await context.ChallengeAsync(BearerKeyHandler.SchemeName);
                return;
            }

            await next(context);
        }));

    public static void MapNorthbound(this WebApplication app)
    {
        app.MapOpenApi("/openapi/{documentName}.json");
        var api = app.MapGroup(Prefix).RequireAuthorization(SecurityExtensions.Api).DisableAntiforgery();
        api.MapDevices();
        api.MapRegistration();
        api.MapParameters();
        api.MapSeries();
        api.MapBulkDataProfiles();
        api.MapOperations();
        api.MapHosts();
        api.MapHostCertificate();
        api.MapHostModel();
        api.MapFirewall();
        api.MapPolicy();
        api.MapPolicyAppeals();
        api.MapHomeModes();
        api.MapTagModes();
        api.MapPacketWhy();
        api.MapFlows();
        api.MapFindings();
        api.MapModelFindings();
        api.MapMudReports();
        api.MapQuestions();
        api.MapWhy();
        api.MapTrust();
        api.MapAccess();
        api.MapEvents();
        api.MapWebhooks();
        api.MapMudFiles();
        api.MapMudVersions();
        api.MapMudCompile();
        api.MapProfiles();
        api.MapSubmitters();
        app.MapGroup(Prefix).RequireAuthorization(SecurityExtensions.Submission).RequireRateLimiting(SecurityExtensions.SourceLimit).DisableAntiforgery().MapProfileSubmission();
        api.MapFirmware();
        api.MapCampaigns();
        api.MapQuirks();
        api.MapDataModels();
        api.MapCapabilities();
        api.MapDeviceFiles();
        api.MapTransfers();
        api.MapWire();
        api.MapWireRules();
        api.MapWarningSources();
        api.MapWarnings();
        api.MapWarningDecisions();
        app.MapGroup(Prefix).RequireAuthorization(SecurityExtensions.Sources).DisableAntiforgery().MapWarningIntake();
    }
}
