using Acs.Security;
using Microsoft.EntityFrameworkCore;
using Provisioning.Mud;
using Provisioning.Mud.Difference;
using Provisioning.Mud.Names.Dangers;
using Provisioning.Mud.Versions;
using Provisioning.Storage;

namespace Acs.Northbound;

/// <summary><c>/mud/files/{id}/versions</c>: every content that counted, and a person's word about it.</summary>
internal static class MudVersionsApi
{
    private delegate Task<VersionAnswer> Decision(long file, string sha256, string? reason, string author, CancellationToken cancellationToken);

    public static void MapMudVersions(this IEndpointRouteBuilder api)
    {
        var file = api.MapGroup("/mud/files/{id:long}").WithTags("mud");
        file.MapGet("", GetFileAsync).Produces<MudFileItem>().WithSummary("One MUD file.");
        file.MapPost("/release", ReleaseAsync).Produces(StatusCodes.Status204NoContent)
            .WithSummary("Lets go of a restored version: the URL is fetched again, and newer content takes effect as usual.");
        file.MapGet("/names", async (long id, FileNames names, CancellationToken token) => await names.ReadAsync(id, token) is { } report ? Results.Ok(report) : NotFound())
            .Produces<FileNamesReport>().WithSummary("The DNS names of its content in force, how they behave, and what is dangerous about them (RFC 9726).");
        var versions = file.MapGroup("/versions");
        versions.MapGet("", ListAsync).Produces<Page<MudVersionResource>>().WithSummary("Its contents, the newest first.");
        var one = versions.MapGroup("/{sha256}");
        one.MapGet("", GetAsync).Produces<MudVersionResource>();
        one.MapGet("/content", ContentAsync).Produces(StatusCodes.Status200OK, contentType: "application/mud+json").WithSummary("The bytes as they were fetched.");
        one.MapGet("/difference", DifferenceAsync).Produces<MudDifferenceResource>()
            .WithSummary("Flows gained and lost against ?to=, a SHA-256; by default the content in force.");
        Map("approve", "The waiting content takes effect.", v => v.ApproveAsync);
        Map("refuse", "The waiting content never takes effect, and the same bytes are not asked about again.", v => v.RefuseAsync);
        Map("restore", "Puts an earlier content back in force and holds it there: newer content waits until .../release.", v => v.RestoreAsync);

        void Map(string word, string summary, Func<MudVersions, Decision> decision) =>
            one.MapPost($"/{word}", (long id, string sha256, HttpContext http, MudVersions act, IDbContextFactory<AcsDbContext> database, CancellationToken token) =>
                    DecideAsync(id, sha256, http, decision(act), database, token))
                .Takes<ReasonRequest>().Produces<MudVersionResource>().WithSummary(summary);
    }

    private static async Task<IResult> GetFileAsync(long id, IDbContextFactory<AcsDbContext> database, CancellationToken cancellationToken)
    {
        await using var db = await database.CreateDbContextAsync(cancellationToken);
        return await db.MudFiles.AsNoTracking().FirstOrDefaultAsync(f => f.Id == id, cancellationToken) is { } file
            ? Results.Ok(MudFileItem.Of(file))
            : NotFound();
    }

    private static async Task<IResult> ListAsync(
        long id, string? limit, string? cursor, IDbContextFactory<AcsDbContext> database, CancellationToken cancellationToken)
    {
        if (Paging.Read(limit, cursor, out var page) is { } problem)
        {
            return problem;
        }

        await using var db = await database.CreateDbContextAsync(cancellationToken);
        if (!await db.MudFiles.AnyAsync(f => f.Id == id, cancellationToken))
        {
            return NotFound();
        }

        var rows = await db.MudFileVersions.Where(v => v.MudFileId == id).OrderByDescending(v => v.Id).Skip(page.Skip).Take(page.Limit + 1)
            .Select(MudVersionResource.Of).ToListAsync(cancellationToken);
        return Results.Ok(page.OfPositions(rows, v => v));
    }

    private static async Task<IResult> GetAsync(long id, string sha256, IDbContextFactory<AcsDbContext> database, CancellationToken cancellationToken)
    {
        await using var db = await database.CreateDbContextAsync(cancellationToken);
        return await FindAsync(db, id, sha256, cancellationToken) is { } found ? Results.Ok(found) : NotFound();
    }

    private static async Task<IResult> ContentAsync(long id, string sha256, IDbContextFactory<AcsDbContext> database, CancellationToken cancellationToken)
    {
        await using var db = await database.CreateDbContextAsync(cancellationToken);
        return await ReadAsync(db, id, sha256, cancellationToken) is { } content ? Results.Bytes(content, "application/mud+json") : NotFound();
    }

    private static async Task<IResult> DifferenceAsync(
        long id, string sha256, string? to, IDbContextFactory<AcsDbContext> database, CancellationToken cancellationToken)
    {
        await using var db = await database.CreateDbContextAsync(cancellationToken);
        var other = to ?? await db.MudFiles.Where(f => f.Id == id).Select(f => f.Sha256).FirstOrDefaultAsync(cancellationToken);
        if (other is null || await ReadAsync(db, id, sha256, cancellationToken) is not { } mine || await ReadAsync(db, id, other, cancellationToken) is not { } theirs)
        {
            return NotFound();
        }

        return MudParser.Parse(theirs).File is { } old && MudParser.Parse(mine).File is { } current && MudDifference.Of(old, current) is { } difference
            ? Results.Ok(new MudDifferenceResource(sha256, other, [.. difference.Gained.Select(MudFlowResource.Of)], [.. difference.Lost.Select(MudFlowResource.Of)]))
            : Results.Problem(statusCode: StatusCodes.Status422UnprocessableEntity, title: "The two cannot be compared.", detail: "They are too large, or one of them cannot be read any more.");
    }

    private static async Task<IResult> DecideAsync(
        long id, string sha256, HttpContext http, Decision decide, IDbContextFactory<AcsDbContext> database, CancellationToken cancellationToken)
    {
        var (reason, problem) = await ReasonReader.ReadAsync(http.Request, cancellationToken);
        if (problem is not null)
        {
            return problem;
        }

        await using var db = await database.CreateDbContextAsync(cancellationToken);
        return await decide(id, sha256, reason, Principals.Author(http.User), cancellationToken) switch
        {
            VersionAnswer.Done => Results.Ok(await FindAsync(db, id, sha256, cancellationToken)),
            VersionAnswer.WrongState => Results.Problem(
                statusCode: StatusCodes.Status409Conflict, title: "That cannot be said of this version.",
                detail: $"It is {(await FindAsync(db, id, sha256, cancellationToken))?.State.ToString() ?? "gone"}. Waiting ones are approved or refused, earlier ones restored."),
            _ => NotFound(),
        };
    }

    private static async Task<IResult> ReleaseAsync(long id, HttpContext http, MudVersions act, CancellationToken cancellationToken) =>
        await act.ReleaseAsync(id, Principals.Author(http.User), cancellationToken) switch
        {
            VersionAnswer.Done => Results.NoContent(),
            VersionAnswer.WrongState => Results.Problem(statusCode: StatusCodes.Status409Conflict, title: "Nobody holds its content in force."),
            _ => NotFound(),
        };

    private static Task<MudVersionResource?> FindAsync(AcsDbContext db, long id, string sha256, CancellationToken cancellationToken) =>
        db.MudFileVersions.Where(v => v.MudFileId == id && v.Sha256 == sha256).Select(MudVersionResource.Of).FirstOrDefaultAsync(cancellationToken);

    private static Task<byte[]?> ReadAsync(AcsDbContext db, long id, string sha256, CancellationToken cancellationToken) =>
        db.MudFileVersions.Where(v => v.MudFileId == id && v.Sha256 == sha256).Select(v => (byte[]?)v.Content).FirstOrDefaultAsync(cancellationToken);

    private static IResult NotFound() => Results.Problem(
        statusCode: StatusCodes.Status404NotFound, title: "There is no such MUD file or version.", detail: "Files are named by id, versions by their SHA-256 in lower-case hex.");
}
