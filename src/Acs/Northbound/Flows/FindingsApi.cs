using Microsoft.EntityFrameworkCore;
using Provisioning.Flows;
using Provisioning.Storage;

namespace Acs.Northbound;

/// <summary><c>/devices/{id}/hosts/{mac}/findings</c>: what one host does that it should not.</summary>
internal static class FindingsApi
{
    public static void MapFindings(this IEndpointRouteBuilder api) =>
        api.MapGet("/devices/{id}/hosts/{mac}/findings", GetAsync).WithTags("flows").Produces<HostFindingsResource>()
            .WithSummary("What was found in the host's flows, the newest first.");

    private static async Task<IResult> GetAsync(
        string id, string mac, string? limit, string? cursor, HttpContext http, IDbContextFactory<AcsDbContext> database, ExposureCatalogue catalogue,
        CancellationToken cancellationToken)
    {
        if (Paging.Read(limit, cursor, out var page) is { } problem)
        {
            return problem;
        }

        if (await HostPath.FindAsync(http, mac, database, cancellationToken) is not { } host)
        {
            return HostPath.NotFound();
        }

        await using var db = await database.CreateDbContextAsync(cancellationToken);
        var observed = await db.ObservedHosts.AsNoTracking().FirstOrDefaultAsync(h => h.DeviceId == host.DeviceId && h.Mac == host.Mac, cancellationToken);
        var rows = await db.FlowFindings.AsNoTracking().Where(f => f.DeviceId == host.DeviceId && f.Mac == host.Mac)
            .OrderByDescending(f => f.LastSeenAt).ThenByDescending(f => f.Id).Skip(page.Skip).Take(page.Limit + 1).ToListAsync(cancellationToken);
        var items = page.OfPositions(rows, r => FindingResource.Of(r, catalogue));
        return Results.Ok(new HostFindingsResource(
            items.Items, items.Next, observed?.FirstFlowAt, observed?.LastFlowAt, observed?.Flows ?? 0, observed?.Beyond ?? 0));
    }
}
