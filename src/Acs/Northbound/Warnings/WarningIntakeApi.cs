using System.Text;
using System.Text.Json;
using Acs.Security;
using Microsoft.EntityFrameworkCore;
using Provisioning.Mud.Questions;
using Provisioning.Storage;
using Provisioning.Storage.Rows;
using Provisioning.Warnings;
using Provisioning.Warnings.Csaf;
using Provisioning.Warnings.Proposals;

namespace Acs.Northbound;

/// <summary>What a source of warnings may do with its own key: hand in an advisory, and object.</summary>
internal static class WarningIntakeApi
{
    // The advisory's own bound is the parser's; this one is for what stands around it.
    private const int MostBytes = 5 * 1024 * 1024;
    private const int MaxDepth = 70;

    public static void MapWarningIntake(this IEndpointRouteBuilder api)
    {
        api.MapPost("/warnings/advisories", AdvisoryAsync).RequireRateLimiting(SecurityExtensions.SourceLimit).WithTags("warnings").Accepts<AdvisoryRequest>("application/json", "*/*").Produces<AdvisoryReceipt>(StatusCodes.Status201Created)
            .WithSummary("A CSAF 2.0 document, or { advisory, flows } with what is asked to be blocked where it applies. An administrator names the source: ?source=NAME.");
        api.MapPost("/warnings/{warning:guid}/proposals/{proposal:guid}/appeal", AppealAsync).RequireRateLimiting(SecurityExtensions.SourceLimit).WithTags("warnings").Produces<AppealResource>(StatusCodes.Status201Created)
            .WithSummary("{ text }: objects to what a warning brings about. A person decides.");
    }

    private static async Task<IResult> AdvisoryAsync(
        string? source, HttpContext http, IDbContextFactory<AcsDbContext> database, AdvisoryIntake intake, WarningMatching matching, TimeProvider time, CancellationToken cancellationToken)
    {
        if (await SourceAsync(http, source, database, cancellationToken) is not { } from)
        {
            return ProblemHandler.Invalid("source", "Name a source that is turned on, ?source=NAME, or come with a source's own key.");
        }

        var body = await ReadAsync(http.Request, cancellationToken);
        var (json, flows, errors) = Take(body, time.GetUtcNow());
        if (errors.Count > 0)
        {
            return Results.ValidationProblem(errors);
        }

        var outcome = await intake.TakeAsync(from, json, flows, cancellationToken);
        if (outcome is AdvisoryOutcome.Taken)
        {
            await matching.RunAsync(cancellationToken);
        }

        return outcome switch
        {
            AdvisoryOutcome.Taken { Id: var id } => Results.Json(new AdvisoryReceipt(id, IsNew: true), statusCode: StatusCodes.Status201Created),
            AdvisoryOutcome.Known { Id: var id } => Results.Ok(new AdvisoryReceipt(id, IsNew: false)),
            AdvisoryOutcome.Older { Version: var version } => Results.Problem(statusCode: StatusCodes.Status409Conflict, title: "A newer version of this advisory is here.", detail: $"It has version {version}."),
            AdvisoryOutcome.Refused { Errors: var wrong } => Refuse(wrong),
            _ => throw new InvalidOperationException("There is no other outcome."),
        };
    }

    private static async Task<IResult> AppealAsync(Guid warning, Guid proposal, HttpContext http, IDbContextFactory<AcsDbContext> database, WarningAppeals appeals, CancellationToken cancellationToken)
    {
        var body = await BodyReader.ReadAsync(http.Request, cancellationToken);
        if (WarningBody.Text(body, "text", WarningAppeals.MaxText) is not { } text)
        {
            return ProblemHandler.Invalid("text", $"Must be a text of 1 to {WarningAppeals.MaxText} characters.");
        }

        if (SourceKeyHandler.SourceOf(http.User) is { } id && !await MayObjectAsync(id, proposal, database, cancellationToken))
        {
            return WarningsApi.NoProposal();
        }

        return await appeals.AppealAsync(warning, proposal, null, Principals.Author(http.User), text, cancellationToken) is { } row
            ? Results.Json(AppealResource.Of(row), statusCode: StatusCodes.Status201Created)
            : WarningsApi.NoProposal();
    }

    /// <summary>A maker objects to what concerns models that it may speak about; of others it learns nothing, not even that they are there.</summary>
    private static async Task<bool> MayObjectAsync(Guid sourceId, Guid proposalId, IDbContextFactory<AcsDbContext> database, CancellationToken cancellationToken)
    {
        await using var db = await database.CreateDbContextAsync(cancellationToken);
        var source = await db.WarningSources.AsNoTracking().FirstAsync(s => s.Id == sourceId, cancellationToken);
        return await db.WarningProposals.AsNoTracking().FirstOrDefaultAsync(p => p.Id == proposalId, cancellationToken) is { MudUrl: { } url }
            && await ModelScope.CoversAsync(db, source, url, cancellationToken);
    }

    private static async Task<WarningSourceRow?> SourceAsync(HttpContext http, string? name, IDbContextFactory<AcsDbContext> database, CancellationToken cancellationToken)
    {
        await using var db = await database.CreateDbContextAsync(cancellationToken);
        return SourceKeyHandler.SourceOf(http.User) is { } id
            ? await db.WarningSources.AsNoTracking().FirstOrDefaultAsync(s => s.Id == id && s.Enabled, cancellationToken)
            : await db.WarningSources.AsNoTracking().FirstOrDefaultAsync(s => s.Name == name && s.Enabled, cancellationToken);
    }

    private static async Task<byte[]> ReadAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        using var body = new MemoryStream();
        var buffer = new byte[16 * 1024];
        for (int read; (read = await request.Body.ReadAsync(buffer, cancellationToken)) > 0;)
        {
            if (body.Length + read > MostBytes)
            {
                throw new BadHttpRequestException($"The body is larger than {MostBytes} bytes.", StatusCodes.Status413PayloadTooLarge);
            }

            body.Write(buffer, 0, read);
        }

        return body.ToArray();
    }

    private static (byte[] Json, IReadOnlyList<AskedFlow> Flows, Dictionary<string, string[]> Errors) Take(byte[] body, DateTimeOffset now)
    {
        var errors = new Dictionary<string, string[]>(StringComparer.Ordinal);
        using var document = JsonDocument.Parse(body, new JsonDocumentOptions { MaxDepth = MaxDepth });
        var root = document.RootElement;
        if (root.ValueKind != JsonValueKind.Object || !root.TryGetProperty("advisory", out var advisory))
        {
            return (body, [], errors);
        }

        var flows = root.TryGetProperty("flows", out _) ? QuestionReader.Flows(root, now, errors) : [];
        return (Encoding.UTF8.GetBytes(advisory.GetRawText()), flows, errors);
    }

    private static IResult Refuse(IReadOnlyList<CsafError> errors) => Results.Problem(
        statusCode: StatusCodes.Status422UnprocessableEntity, title: "The advisory is refused.", detail: "It is not a CSAF 2.0 document that can be read; errors has where.",
        extensions: new Dictionary<string, object?>(StringComparer.Ordinal)
        {
            ["errors"] = errors.GroupBy(e => e.Path, StringComparer.Ordinal).ToDictionary(g => g.Key, g => g.Select(e => e.Text).ToArray(), StringComparer.Ordinal),
        });
}
