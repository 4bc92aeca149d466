using Microsoft.EntityFrameworkCore;
using Provisioning.DesiredState;
using Provisioning.Firewall;
using Provisioning.Storage;
using Provisioning.Storage.Documents;

namespace Acs.Northbound;

/// <summary><c>/devices/{id}/firewall</c>: the rules wanted and reported, each with why.</summary>
internal static class FirewallApi
{
    public static void MapFirewall(this IEndpointRouteBuilder api) =>
        api.MapGet("/devices/{id}/firewall", GetAsync).WithTags("devices").Produces<FirewallView>()
            .WithSummary("The rules wanted and reported, each with its layer, file and ACE.");

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
        return Results.Ok(FirewallDesiredRules.Of(layers.FirstOrDefault(l => l.Name == Layer.Firewall), known.Reported));
    }
}
