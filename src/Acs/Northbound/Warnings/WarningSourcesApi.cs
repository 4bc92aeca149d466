using Acs.Security;
using Microsoft.EntityFrameworkCore;
using Provisioning.Storage;
using Provisioning.Storage.Rows;
using Provisioning.Warnings.Sources;

namespace Acs.Northbound;

/// <summary><c>/warnings/sources</c>: who may warn, what about, and what may be asked for.</summary>
internal static class WarningSourcesApi
{
    public static void MapWarningSources(this IEndpointRouteBuilder api)
    {
        var sources = api.MapGroup("/warnings/sources").WithTags("warnings");
        sources.MapGet("", ListAsync).Produces<Page<WarningSourceResource>>().WithSummary("Who may warn.");
        sources.MapGet("/{source:guid}", GetAsync).Produces<WarningSourceResource>().WithSummary("One of them.");
        sources.MapPost("", AddAsync).Takes<WarningSourceRequest>().Produces<WarningSourceResource>(StatusCodes.Status201Created)
            .WithSummary("Adds one: what it may speak about and ask for is said here and nowhere else.");
        sources.MapPatch("/{source:guid}", ChangeAsync).Takes<WarningSourceRequest>().Produces<WarningSourceResource>().WithSummary("Changes what is given.");
        sources.MapDelete("/{source:guid}", DeleteAsync).Produces(StatusCodes.Status204NoContent).WithSummary("Removes one that nothing came from; turn others off.");
        sources.MapPost("/{source:guid}/key", KeyAsync).Produces<WarningSourceResource>().WithSummary("A key of its own, told once, that is good for advisories and appeals only. An older one dies.");
    }

    private static async Task<IResult> ListAsync(string? limit, string? cursor, IDbContextFactory<AcsDbContext> database, CancellationToken cancellationToken)
    {
        if (Paging.Read(limit, cursor, out var page) is { } problem)
        {
            return problem;
        }

        await using var db = await database.CreateDbContextAsync(cancellationToken);
        var rows = await db.WarningSources.AsNoTracking().OrderBy(s => s.Name).Skip(page.Skip).Take(page.Limit + 1).ToListAsync(cancellationToken);
        return Results.Ok(page.OfPositions(rows, r => WarningSourceResource.Of(r)));
    }

    private static async Task<IResult> GetAsync(Guid source, IDbContextFactory<AcsDbContext> database, CancellationToken cancellationToken) =>
        await FindAsync(source, database, cancellationToken) is { } row ? Results.Ok(WarningSourceResource.Of(row)) : NotFound();

    private static async Task<IResult> AddAsync(HttpContext http, WarningSources sources, TimeProvider time, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var errors = new Dictionary<string, string[]>(StringComparer.Ordinal);
        var empty = new WarningSourceRow { Id = Guid.CreateVersion7(now), Name = "", AddedBy = Principals.Author(http.User), AddedAt = now };
        return WarningSourceReader.Read(await BodyReader.ReadAsync(http.Request, cancellationToken), empty, errors) is not { } row ? Results.ValidationProblem(errors)
            : await sources.AddAsync(row, cancellationToken) ? Results.Json(WarningSourceResource.Of(row), statusCode: StatusCodes.Status201Created)
            : Results.Problem(statusCode: StatusCodes.Status409Conflict, title: "There is a source of that name, or there are too many.");
    }

    private static async Task<IResult> ChangeAsync(Guid source, HttpContext http, WarningSources sources, IDbContextFactory<AcsDbContext> database, CancellationToken cancellationToken)
    {
        if (await FindAsync(source, database, cancellationToken) is not { } before)
        {
            return NotFound();
        }

        var errors = new Dictionary<string, string[]>(StringComparer.Ordinal);
        if (WarningSourceReader.Read(await BodyReader.ReadAsync(http.Request, cancellationToken), before, errors) is not { } wanted)
        {
            return Results.ValidationProblem(errors);
        }

        var changed = await sources.ChangeAsync(
            source, wanted.Name, Principals.Author(http.User),
            row => (row.Kind, row.Scopes, row.MayBlockDestination, row.MayBlockFlow, row.MayIsolate, row.AutoAccept, row.MaxLifetimeHours, row.Enabled, row.MetadataUrl) =
                (wanted.Kind, wanted.Scopes, wanted.MayBlockDestination, wanted.MayBlockFlow, wanted.MayIsolate, wanted.AutoAccept, wanted.MaxLifetimeHours, wanted.Enabled, wanted.MetadataUrl),
            cancellationToken);
        return changed ? await GetAsync(source, database, cancellationToken) : Results.Problem(statusCode: StatusCodes.Status409Conflict, title: "Another source has that name.");
    }

    private static async Task<IResult> DeleteAsync(Guid source, HttpContext http, WarningSources sources, IDbContextFactory<AcsDbContext> database, CancellationToken cancellationToken) =>
        await FindAsync(source, database, cancellationToken) is null ? NotFound()
        : await sources.DeleteAsync(source, Principals.Author(http.User), cancellationToken) ? Results.NoContent()
        : Results.Problem(statusCode: StatusCodes.Status409Conflict, title: "Warnings came from it.", detail: "Turn it off: what it said keeps its author.");

    private static async Task<IResult> KeyAsync(Guid source, HttpContext http, WarningSources sources, IDbContextFactory<AcsDbContext> database, CancellationToken cancellationToken) =>
        await sources.NewKeyAsync(source, Principals.Author(http.User), cancellationToken) is { } key && await FindAsync(source, database, cancellationToken) is { } row
            ? Results.Ok(WarningSourceResource.Of(row, key))
            : NotFound();

    private static async Task<WarningSourceRow?> FindAsync(Guid id, IDbContextFactory<AcsDbContext> database, CancellationToken cancellationToken)
    {
        await using var db = await database.CreateDbContextAsync(cancellationToken);
        return await db.WarningSources.AsNoTracking().FirstOrDefaultAsync(s => s.Id == id, cancellationToken);
    }

    private static IResult NotFound() => Results.Problem(statusCode: StatusCodes.Status404NotFound, title: "There is no such source.");
}
