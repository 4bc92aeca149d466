using Microsoft.EntityFrameworkCore;
using Provisioning.Storage;

namespace Acs.Northbound;

/// <summary><c>/devices/{id}/transfers</c>: files on their way to and from a device, and those that were.</summary>
internal static class TransfersApi
{
    public static void MapTransfers(this IEndpointRouteBuilder api) =>
        api.MapGet("/devices/{id}/transfers", ListAsync).WithTags("files").Produces<Page<TransferItem>>()
            .WithSummary("Its transfers, the newest first: what was ordered, what the file server saw, how it ended.");

    private static async Task<IResult> ListAsync(
        string id, string? limit, string? cursor, HttpContext http, IDbContextFactory<AcsDbContext> database, CancellationToken cancellationToken)
    {
        if (Paging.Read(limit, cursor, out var page) is { } problem)
        {
            return problem;
        }

        await using var db = await database.CreateDbContextAsync(cancellationToken);
        if (await DevicePath.FindAsync(http, db.Devices, cancellationToken) is not { } device)
        {
            return DevicePath.NotFound();
        }

        var rows = await db.Transfers.AsNoTracking().Where(t => t.DeviceId == device.Id).OrderByDescending(t => t.ExpiresAt).ThenBy(t => t.Attempt)
            .Skip(page.Skip).Take(page.Limit + 1).ToListAsync(cancellationToken);
        return Results.Ok(page.OfPositions(rows, TransferItem.Of));
    }
}
