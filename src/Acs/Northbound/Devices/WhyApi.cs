using Microsoft.EntityFrameworkCore;
using Provisioning.Storage;
using Provisioning.Storage.Rows;

namespace Acs.Northbound;

/// <summary><c>/devices/{id}/why</c>.</summary>
internal static class WhyApi
{
    private const int Most = 50;

    public static void MapWhy(this IEndpointRouteBuilder api) =>
        api.MapGet("/devices/{id}/why", GetAsync).WithTags("devices").Produces<IReadOnlyList<WhyFact>>()
            .WithSummary("Why it is unreachable, unconverged or not updated, as facts with times.");

    private static async Task<IResult> GetAsync(
        string id, HttpContext http, IDbContextFactory<AcsDbContext> database, TimeProvider time, CancellationToken cancellationToken)
    {
        await using var db = await database.CreateDbContextAsync(cancellationToken);
        if (await DevicePath.FindAsync(http, db.Devices, cancellationToken) is not { } device)
        {
            return DevicePath.NotFound();
        }

        var operations = await db.Operations.AsNoTracking()
            .Where(o => o.DeviceId == device.Id && (o.State == OperationState.Pending || o.State == OperationState.Running))
            .OrderBy(o => o.CreatedAt).Take(Most).ToListAsync(cancellationToken);
        var targets = await db.CampaignTargets.AsNoTracking().Where(t => t.DeviceId == device.Id)
            .Join(db.Campaigns, t => t.CampaignId, c => c.Id, (t, c) => new { c.Name, c.CreatedAt, Target = t })
            .OrderByDescending(t => t.CreatedAt).Take(Most).ToListAsync(cancellationToken);
        var hosts = await db.Hosts.AsNoTracking().Where(h => h.DeviceId == device.Id).OrderBy(h => h.Mac).Take(Most).ToListAsync(cancellationToken);
        return Results.Ok(WhyFacts.Of(device, operations, [.. targets.Select(t => (t.Name, t.Target))], hosts, time.GetUtcNow()));
    }
}
