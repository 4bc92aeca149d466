using Acs.Security;
using Microsoft.EntityFrameworkCore;
using Provisioning.DesiredState;
using Provisioning.Firewall;
using Provisioning.Firewall.Trials;
using Provisioning.Jobs;
using Provisioning.Storage;
using Provisioning.Storage.Documents;
using Provisioning.Storage.Rows;

namespace Acs.Northbound;

/// <summary><c>/devices/{id}/firewall</c>: the rules wanted and reported, each with why.</summary>
internal static class FirewallApi
{
    public static void MapFirewall(this IEndpointRouteBuilder api)
    {
        api.MapGet("/devices/{id}/firewall", GetAsync).WithTags("devices").Produces<FirewallView>()
            .WithSummary("The rules wanted and reported, each with its layer, file and ACE.");
        api.MapPost("/devices/{id}/firewall/repair", RepairAsync).WithTags("devices").Produces(StatusCodes.Status202Accepted)
            .WithSummary("Makes the firewall as declared again where somebody changed it at the gateway, whatever Acs:Firewall:Drift says; tries again what was given up.");
        api.MapPost("/devices/{id}/firewall/retry", RetryAsync).WithTags("devices").Produces(StatusCodes.Status202Accepted)
            .WithSummary("Lets a firewall go to the gateway again that was taken back because the gateway was lost with it.");
    }

    private static async Task<IResult> RetryAsync(
        string id, HttpContext http, IDbContextFactory<AcsDbContext> database, LostFirewalls lost, TimeProvider time, CancellationToken cancellationToken)
    {
        await using var db = await database.CreateDbContextAsync(cancellationToken);
        if (await DevicePath.FindAsync(http, db.Devices, cancellationToken) is not { } device)
        {
            return DevicePath.NotFound();
        }

        await lost.RetryAsync(device.Id, Principals.Author(http.User), time.GetUtcNow(), cancellationToken);
        return Results.Accepted();
    }

    private static async Task<IResult> RepairAsync(
        string id, HttpContext http, IDbContextFactory<AcsDbContext> database, IGroupCommit commit, IDeviceDocuments documents, IWorkSignal signal, TimeProvider time,
        CancellationToken cancellationToken)
    {
        await using var db = await database.CreateDbContextAsync(cancellationToken);
        if (await DevicePath.FindAsync(http, db.Devices, cancellationToken) is not { } device)
        {
            return DevicePath.NotFound();
        }

        var author = Principals.Author(http.User);
        await commit.CommitAsync(
            async (changes, token) =>
            {
                await documents.StartAnewAsync(changes, device.Id, token);
                changes.DeviceEvents.Add(new DeviceEventRow { DeviceId = device.Id, At = time.GetUtcNow(), Kind = "firewall.repair", Text = $"{author} has the firewall made as declared." });
            },
            cancellationToken);
        signal.WakeWanted(device.Id);
        return Results.Accepted();
    }

    private static async Task<IResult> GetAsync(
        string id, HttpContext http, IDbContextFactory<AcsDbContext> database, IDeviceDocuments documents, CancellationToken cancellationToken)
    {
        await using var db = await database.CreateDbContextAsync(cancellationToken);
        if (await DevicePath.FindAsync(http, db.Devices, cancellationToken) is not { } device)
        {
            return DevicePath.NotFound();
        }

        var layers = await documents.LayersAsync(db, device.Id, cancellationToken);
        var known = await documents.LoadAsync(db, device.Id, cancellationToken);
        var view = FirewallDesiredRules.Of(layers.FirstOrDefault(l => l.Name == Layer.Firewall), known.Reported);
        return Results.Ok(view with { Standing = await FirewallStandings.ReadAsync(db, device.Id, cancellationToken) });
    }
}
