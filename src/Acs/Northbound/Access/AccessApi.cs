using Microsoft.EntityFrameworkCore;
using Provisioning.Devices;
using Provisioning.Storage;

namespace Acs.Northbound;

/// <summary><c>/devices/{id}/authentication</c> and <c>/refusals</c>: who came, and who was kept out and why.</summary>
internal static class AccessApi
{
    public static void MapAccess(this IEndpointRouteBuilder api)
    {
        api.MapGet("/devices/{id}/authentication", OfDeviceAsync).WithTags("devices").Produces<Page<AccessAttemptResource>>()
            .WithSummary("Attempts to come in in this device's name, latest first; equal ones are counted together.");
        api.MapGet("/refusals", RefusalsAsync).WithTags("devices").Produces<Page<AccessAttemptResource>>()
            .WithSummary("Attempts that were refused, or challenged and not answered, of devices known or not; latest first.");
    }

    private static async Task<IResult> OfDeviceAsync(
        string id, string? limit, string? cursor, HttpContext http, IDbContextFactory<AcsDbContext> database, CancellationToken cancellationToken)
    {
        if (Paging.Read(limit, cursor, out var page) is { } problem)
        {
            return problem;
        }

        await using var db = await database.CreateDbContextAsync(cancellationToken);
        if (await DevicePath.FindAsync(http, db.Devices, cancellationToken) is not { Key: var key })
        {
            return DevicePath.NotFound();
        }

        var rows = await db.AccessAttempts.AsNoTracking().Where(a => a.DeviceKey == key)
            .OrderByDescending(a => a.At).ThenByDescending(a => a.Id).Skip(page.Skip).Take(page.Limit + 1).ToListAsync(cancellationToken);
        return Results.Ok(page.OfPositions(rows, AccessAttemptResource.Of));
    }

    private static async Task<IResult> RefusalsAsync(
        string? limit, string? cursor, IDbContextFactory<AcsDbContext> database, CancellationToken cancellationToken)
    {
        if (Paging.Read(limit, cursor, out var page) is { } problem)
        {
            return problem;
        }

        await using var db = await database.CreateDbContextAsync(cancellationToken);
        var rows = await db.AccessAttempts.AsNoTracking().Where(a => a.Result != AccessResult.Accepted)
            .OrderByDescending(a => a.At).ThenByDescending(a => a.Id).Skip(page.Skip).Take(page.Limit + 1).ToListAsync(cancellationToken);
        return Results.Ok(page.OfPositions(rows, AccessAttemptResource.Of));
    }
}
