using Acs.Security;
using Microsoft.EntityFrameworkCore;
using Provisioning.Mud.Modes;
using Provisioning.Storage;

namespace Acs.Northbound;

/// <summary><c>/mud/modes</c>: what the ISP has done for everybody, and for gateways with a tag.</summary>
internal static class TagModesApi
{
    private const int MaxTag = 40;

    public static void MapTagModes(this IEndpointRouteBuilder api)
    {
        var modes = api.MapGroup("/mud/modes").WithTags("modes");
        modes.MapGet("", GetAsync).Produces<TagModesResource>().WithSummary("The mode for everybody, and the tags that have another.");
        modes.MapPut("/{tag}", PutAsync).Takes<ModeRequest>().Produces<TagModesResource>().WithSummary("{ mode }: for all gateways with the tag whose home and subscriber chose none.");
        modes.MapDelete("/{tag}", async (string tag, HttpContext http, HostModes modes, CancellationToken token) =>
            {
                await modes.SetTagAsync(tag, null, Principals.Author(http.User), token);
                return Results.NoContent();
            })
            .Produces(StatusCodes.Status204NoContent).WithSummary("The tag has no mode of its own any more.");
    }

    private static async Task<IResult> GetAsync(HostModes modes, IDbContextFactory<AcsDbContext> database, CancellationToken cancellationToken)
    {
        await using var db = await database.CreateDbContextAsync(cancellationToken);
        var tags = await db.MudChoices.AsNoTracking().Where(c => c.Source == ModeSource.Tag && c.EndedAt == null).OrderBy(c => c.Tag).Take(HostModes.MaxTags).ToListAsync(cancellationToken);
        return Results.Ok(new TagModesResource(modes.Default, [.. tags.Select(ModeChoiceResource.Of)]));
    }

    private static async Task<IResult> PutAsync(string tag, HttpContext http, HostModes modes, IDbContextFactory<AcsDbContext> database, CancellationToken cancellationToken)
    {
        var errors = new Dictionary<string, string[]>(StringComparer.Ordinal);
        var body = await BodyReader.ReadAsync(http.Request, cancellationToken);
        var (mode, _) = BodyText.IsObject(body, "{ mode }", errors) ? ModeReader.Read(body, errors) : default;
        if (mode is null)
        {
            errors["mode"] = ["Must be off, observe, ask or enforce; DELETE takes it back."];
        }

        if (tag.Length > MaxTag || !tag.All(c => char.IsLetterOrDigit(c) || c is '-' or '_' or '.' or ':'))
        {
            errors["tag"] = [$"Must be a word of 1 to {MaxTag} letters, digits or -_.: characters."];
        }

        if (errors.Count > 0)
        {
            return Results.ValidationProblem(errors);
        }

        return await modes.SetTagAsync(tag, mode, Principals.Author(http.User), cancellationToken)
            ? await GetAsync(modes, database, cancellationToken)
            : Results.Problem(statusCode: StatusCodes.Status409Conflict, title: "There are too many tags with a mode.", detail: $"At most {HostModes.MaxTags} have one.");
    }
}
