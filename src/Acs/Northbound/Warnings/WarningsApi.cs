using Microsoft.EntityFrameworkCore;
using Provisioning.Storage;
using Provisioning.Warnings;

namespace Acs.Northbound;

/// <summary><c>/warnings</c>: what outsiders warn of, the models that it concerns, and what is proposed.</summary>
internal static class WarningsApi
{
    public static void MapWarnings(this IEndpointRouteBuilder api)
    {
        api.MapGet("/warnings", ListAsync).WithTags("warnings").Produces<Page<WarningItem>>().WithSummary("What outsiders warn of, the newest first.");
        api.MapGet("/warnings/{warning:guid}", GetAsync).WithTags("warnings").Produces<WarningResource>().WithSummary("One, with the models that it speaks of, how many hosts there are of each, and what it proposes. No home is named.");
        api.MapGet("/devices/{id}/warnings", OfDeviceAsync).WithTags("warnings").Produces<Page<DeviceWarningResource>>().WithSummary("What is warned of that stands in this home, and of its gateway.");
    }

    public static IResult NoProposal() => Results.Problem(statusCode: StatusCodes.Status404NotFound, title: "There is no such proposal.", detail: "Or too many objections to it wait for a decision.");

    private static async Task<IResult> ListAsync(string? limit, string? cursor, IDbContextFactory<AcsDbContext> database, CancellationToken cancellationToken)
    {
        if (Paging.Read(limit, cursor, out var page) is { } problem)
        {
            return problem;
        }

        await using var db = await database.CreateDbContextAsync(cancellationToken);
        return Results.Ok(page.OfPositions(await WarningLists.ReadAsync(db, page.Skip, page.Limit + 1, cancellationToken), w => w));
    }

    private static async Task<IResult> GetAsync(Guid warning, IDbContextFactory<AcsDbContext> database, CancellationToken cancellationToken)
    {
        await using var db = await database.CreateDbContextAsync(cancellationToken);
        return await WarningLists.FindAsync(db, warning, cancellationToken) is { } found ? Results.Ok(found)
            : Results.Problem(statusCode: StatusCodes.Status404NotFound, title: "There is no such warning.");
    }

    private static async Task<IResult> OfDeviceAsync(string id, string? limit, string? cursor, HttpContext http, IDbContextFactory<AcsDbContext> database, CancellationToken cancellationToken)
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

        var all = await HomeWarnings.ReadAsync(db, device, cancellationToken);
        return Results.Ok(page.OfPositions([.. all.Skip(page.Skip).Take(page.Limit + 1)], DeviceWarningResource.Of));
    }
}
