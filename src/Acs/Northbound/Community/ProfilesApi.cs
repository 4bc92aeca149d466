using System.Text.Json;
using Acs.Security;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Provisioning.Mud;
using Provisioning.Mud.Community;
using Provisioning.Mud.Difference;
using Provisioning.Storage;
using Provisioning.Storage.Rows;

namespace Acs.Northbound;

/// <summary><c>/mud/profiles</c>: profiles that others than the makers made, and what operators decide about them.</summary>
internal static class ProfilesApi
{
    private const int MaxReason = 1000;

    public static void MapProfiles(this IEndpointRouteBuilder api)
    {
        var profiles = api.MapGroup("/mud/profiles").WithTags("profiles");
        profiles.MapGet("", ListAsync).Produces<Page<ProfileResource>>().WithSummary("Profiles of the community, the newest first; ?mudUrl=, ?model= and ?state= narrow the list.");
        profiles.MapGet("/{profile:guid}", GetAsync).Produces<ProfileResource>().WithSummary("One profile, with who submitted it and how it was made.");
        profiles.MapGet("/{profile:guid}/content", ContentAsync).Produces(StatusCodes.Status200OK, contentType: "application/mud+json").WithSummary("The profile as its first submitter sent it.");
        profiles.MapGet("/{profile:guid}/difference", DifferenceAsync).Produces<ProfileDifferenceResource>().WithSummary("What the profile would block of what the manufacturer's file lets through.");
        profiles.MapPost("/{profile:guid}/review", ReviewAsync).Takes<ProfileDecisionRequest>().Produces<ProfileResource>()
            .WithSummary("{ decision, reason, override }: an operator agrees, or refuses. In force with enough submitters, or by override; else it waits for them.");
    }

    public static IResult NotFound() => Results.Problem(
        statusCode: StatusCodes.Status404NotFound, title: "There is no such profile.", detail: "It may have been withdrawn already, or be another submitter's.");

    private static async Task<IResult> ListAsync(
        string? limit, string? cursor, string? mudUrl, string? model, string? state, IDbContextFactory<AcsDbContext> database, IOptions<Provisioning.Mud.MudOptions> options, CancellationToken cancellationToken)
    {
        if (Paging.Read(limit, cursor, out var page) is { } problem)
        {
            return problem;
        }

        CommunityState? wanted = Enum.TryParse<CommunityState>(state, ignoreCase: true, out var word) && Enum.IsDefined(word) ? word : null;
        if (state is not null && wanted is null)
        {
            return Results.ValidationProblem(new Dictionary<string, string[]> { ["state"] = ["Must be submitted, reviewed, inForce, refused or withdrawn."] });
        }

        await using var db = await database.CreateDbContextAsync(cancellationToken);
        var rows = await db.CommunityProfiles.AsNoTracking().Where(p => (mudUrl == null || p.MudUrl == mudUrl) && (model == null || p.Model == model) && (wanted == null || p.State == wanted))
            .OrderByDescending(p => p.SubmittedAt).ThenBy(p => p.Id).Skip(page.Skip).Take(page.Limit + 1).ToListAsync(cancellationToken);
        return Results.Ok(page.OfPositions(rows, r => ProfileResource.Of(r, options.Value.Community.Submitters)));
    }

    private static async Task<IResult> GetAsync(Guid profile, IDbContextFactory<AcsDbContext> database, IOptions<Provisioning.Mud.MudOptions> options, CancellationToken cancellationToken)
    {
        await using var db = await database.CreateDbContextAsync(cancellationToken);
        if (await FindAsync(db, profile, cancellationToken) is not { } row)
        {
            return NotFound();
        }

        var votes = await db.CommunityVotes.AsNoTracking().Where(v => v.ProfileId == profile).OrderBy(v => v.At).Take(Paging.MaxLimit).ToListAsync(cancellationToken);
        return Results.Ok(ProfileResource.Of(row, options.Value.Community.Submitters, votes));
    }

    private static async Task<IResult> ContentAsync(Guid profile, IDbContextFactory<AcsDbContext> database, CancellationToken cancellationToken)
    {
        await using var db = await database.CreateDbContextAsync(cancellationToken);
        return await FindAsync(db, profile, cancellationToken) is { } row ? Results.Bytes(row.Content, "application/mud+json") : NotFound();
    }

    private static async Task<IResult> DifferenceAsync(Guid profile, IDbContextFactory<AcsDbContext> database, CancellationToken cancellationToken)
    {
        await using var db = await database.CreateDbContextAsync(cancellationToken);
        if (await FindAsync(db, profile, cancellationToken) is not { } row)
        {
            return NotFound();
        }

        var content = await db.MudFiles.Where(f => f.Url == row.MudUrl).Select(f => f.Content).FirstOrDefaultAsync(cancellationToken);
        if (content is null || MudParser.Parse(content).File is not { } made || MudParser.Parse(row.Content).File is not { } said)
        {
            return Results.Problem(statusCode: StatusCodes.Status409Conflict, title: "The manufacturer's file is not there.", detail: "There is nothing to compare the profile with.");
        }

        return MudDifference.Of(made, said) is { } difference
            ? Results.Ok(new ProfileDifferenceResource(row.MudUrl, [.. difference.Lost.Select(f => f.ToString())], [.. difference.Gained.Select(f => f.ToString())]))
            : Results.Problem(statusCode: StatusCodes.Status409Conflict, title: "The files are too large to be compared.");
    }

    private static async Task<IResult> ReviewAsync(
        Guid profile, HttpContext http, CommunityProfiles profiles, IOptions<Provisioning.Mud.MudOptions> options, CancellationToken cancellationToken)
    {
        var errors = new Dictionary<string, string[]>(StringComparer.Ordinal);
        var body = await BodyReader.ReadAsync(http.Request, cancellationToken);
        var (accept, overrides, reason) = Decision(body, errors);
        if (errors.Count > 0)
        {
            return Results.ValidationProblem(errors);
        }

        return await profiles.ReviewAsync(profile, accept, overrides, reason, Principals.Author(http.User), cancellationToken) is { } row
            ? Results.Ok(ProfileResource.Of(row, options.Value.Community.Submitters))
            : NotFound();
    }

    private static (bool Accept, bool Overrides, string Reason) Decision(JsonElement body, Dictionary<string, string[]> errors)
    {
        if (!BodyText.IsObject(body, "{ decision, reason, override }", errors))
        {
            return default;
        }

        var decision = BodyText.Read(body, "decision", 10, needed: true, errors);
        if (decision is not ("accept" or "refuse"))
        {
            errors["decision"] = ["Must be accept or refuse."];
        }

        var overrides = body.TryGetProperty("override", out var value) && value.ValueKind == JsonValueKind.True;
        if (value.ValueKind is not (JsonValueKind.Undefined or JsonValueKind.Null or JsonValueKind.True or JsonValueKind.False))
        {
            errors["override"] = ["Must be true or false."];
        }

        return (decision == "accept", overrides, BodyText.Read(body, "reason", MaxReason, needed: true, errors) ?? "");
    }

    private static Task<CommunityProfileRow?> FindAsync(AcsDbContext db, Guid id, CancellationToken cancellationToken) =>
        db.CommunityProfiles.AsNoTracking().FirstOrDefaultAsync(p => p.Id == id, cancellationToken);
}
