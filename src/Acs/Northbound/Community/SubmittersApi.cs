using Acs.Security;
using Microsoft.EntityFrameworkCore;
using Provisioning.Mud.Community;
using Provisioning.Storage;

namespace Acs.Northbound;

/// <summary><c>/mud/submitters</c>: who may submit profiles with a key that opens nothing else.</summary>
internal static class SubmittersApi
{
    private const int MaxName = 100;

    public static void MapSubmitters(this IEndpointRouteBuilder api)
    {
        var submitters = api.MapGroup("/mud/submitters").WithTags("profiles");
        submitters.MapGet("", ListAsync).Produces<Page<SubmitterResource>>().WithSummary("Who has or had a key to submit profiles.");
        submitters.MapPost("", AddAsync).Takes<SubmitterRequest>().Produces<SubmitterResource>(StatusCodes.Status201Created).WithSummary("Gives somebody a key, which is told once.");
        submitters.MapDelete("/{submitter:guid}", RevokeAsync).Produces(StatusCodes.Status204NoContent).WithSummary("The key opens nothing any more. What was submitted with it stays.");
    }

    private static async Task<IResult> ListAsync(string? limit, string? cursor, IDbContextFactory<AcsDbContext> database, CancellationToken cancellationToken)
    {
        if (Paging.Read(limit, cursor, out var page) is { } problem)
        {
            return problem;
        }

        await using var db = await database.CreateDbContextAsync(cancellationToken);
        var rows = await db.CommunitySubmitters.AsNoTracking().OrderBy(s => s.AddedAt).ThenBy(s => s.Id).Skip(page.Skip).Take(page.Limit + 1).ToListAsync(cancellationToken);
        return Results.Ok(page.OfPositions(rows, r => SubmitterResource.Of(r)));
    }

    private static async Task<IResult> AddAsync(HttpContext http, CommunitySubmitters submitters, CancellationToken cancellationToken)
    {
        var errors = new Dictionary<string, string[]>(StringComparer.Ordinal);
        var body = await BodyReader.ReadAsync(http.Request, cancellationToken);
        if (!BodyText.IsObject(body, "{ name }", errors) || BodyText.Read(body, "name", MaxName, needed: true, errors) is not { } name)
        {
            return Results.ValidationProblem(errors);
        }

        var (row, key) = await submitters.AddAsync(name, Principals.Author(http.User), cancellationToken);
        return Results.Json(SubmitterResource.Of(row, key), statusCode: StatusCodes.Status201Created);
    }

    private static async Task<IResult> RevokeAsync(Guid submitter, HttpContext http, CommunitySubmitters submitters, CancellationToken cancellationToken) =>
        await submitters.RevokeAsync(submitter, Principals.Author(http.User), cancellationToken)
            ? Results.NoContent()
            : Results.Problem(statusCode: StatusCodes.Status404NotFound, title: "There is no such submitter.", detail: "The key may have been revoked already.");
}
