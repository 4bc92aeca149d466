using Microsoft.EntityFrameworkCore;
using Provisioning.Devices.Quirks;
using Provisioning.Storage;
using UspController;

namespace Acs.Northbound;

/// <summary><c>/devices/{id}/why</c>.</summary>
internal static class WhyApi
{
    public static void MapWhy(this IEndpointRouteBuilder api) =>
        api.MapGet("/devices/{id}/why", GetAsync).WithTags("devices").Produces<IReadOnlyList<WhyFact>>()
            .WithSummary("Why it is unreachable, unconverged or not updated, as facts with times.");

    private static async Task<IResult> GetAsync(
        string id, HttpContext http, IDbContextFactory<AcsDbContext> database, QuirkCatalogue catalogue, IAgentPresence presence, TimeProvider time, CancellationToken cancellationToken)
    {
        await using var db = await database.CreateDbContextAsync(cancellationToken);
        if (await DevicePath.FindAsync(http, db.Devices, cancellationToken) is not { } device)
        {
            return DevicePath.NotFound();
        }

        return Results.Ok(await WhyFacts.ReadAsync(db, device, catalogue, presence, time.GetUtcNow(), cancellationToken));
    }
}
