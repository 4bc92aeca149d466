using System.Globalization;
using System.Text.Json;
using Acs.Security;
using Acs.Subscribers;
using Microsoft.EntityFrameworkCore;
using Provisioning.Storage;
using Provisioning.Warnings.Proposals;

namespace Acs.Northbound;

/// <summary>What a person decides about proposals and appeals.</summary>
internal static class WarningDecisionsApi
{
    private const int MaxReason = 900;

    public static void MapWarningDecisions(this IEndpointRouteBuilder api)
    {
        var proposal = api.MapGroup("/warnings/{warning:guid}/proposals/{proposal:guid}").WithTags("warnings");
        proposal.MapPost("/accept", AcceptAsync).Takes<DecisionRequest>().Produces<ProposalResource>().WithSummary("Makes it the ISP's rule, with an end. A warning that names no flows needs yours.");
        proposal.MapPost("/ask", AskAsync).Produces<AskReceipt>().WithSummary("Asks the subscribers of the hosts that it concerns. The answer holds their links, told once.");
        proposal.MapPost("/dismiss", DismissAsync).Takes<DecisionRequest>().Produces<ProposalResource>().WithSummary("{ reason }: nothing comes of it.");
        proposal.MapPost("/appeals/{appeal:guid}/decide", DecideAsync).Takes<AppealDecisionRequest>().Produces<ProposalResource>().WithSummary("{ accept, reason }: an objection that is accepted ends what it is about.");
    }

    private static async Task<IResult> AcceptAsync(
        Guid warning, Guid proposal, HttpContext http, WarningProposals proposals, IDbContextFactory<AcsDbContext> database, TimeProvider time, CancellationToken cancellationToken)
    {
        var errors = new Dictionary<string, string[]>(StringComparer.Ordinal);
        var body = http.Request.ContentLength is 0 ? JsonDocument.Parse("{}").RootElement : await BodyReader.ReadAsync(http.Request, cancellationToken);
        var ends = EndOf(body, errors);
        var flows = body.ValueKind == JsonValueKind.Object && body.TryGetProperty("flows", out var f) && f.ValueKind != JsonValueKind.Null ? QuestionReader.Flows(body, time.GetUtcNow(), errors) : [];
        return errors.Count > 0 ? Results.ValidationProblem(errors) : await AnswerAsync(
            await proposals.AcceptAsync(warning, proposal, Principals.Author(http.User), ends, flows, WarningBody.Text(body, "reason", MaxReason), cancellationToken), warning, proposal, database, cancellationToken);
    }

    private static async Task<IResult> DismissAsync(
        Guid warning, Guid proposal, HttpContext http, WarningProposals proposals, IDbContextFactory<AcsDbContext> database, CancellationToken cancellationToken) =>
        WarningBody.Text(await BodyReader.ReadAsync(http.Request, cancellationToken), "reason", MaxReason) is not { } reason
            ? ProblemHandler.Invalid("reason", $"Must be a text of 1 to {MaxReason} characters.")
            : await AnswerAsync(await proposals.DismissAsync(warning, proposal, Principals.Author(http.User), reason, cancellationToken), warning, proposal, database, cancellationToken);

    private static async Task<IResult> AskAsync(Guid warning, Guid proposal, HttpContext http, WarningQuestions questions, IDbContextFactory<AcsDbContext> database, CancellationToken cancellationToken)
    {
        var (outcome, asked) = await questions.AskAsync(warning, proposal, Principals.Author(http.User), cancellationToken);
        if (outcome is not DecisionOutcome.Done)
        {
            return Problem(outcome);
        }

        await using var db = await database.CreateDbContextAsync(cancellationToken);
        var ids = asked.Select(a => a.Question.DeviceId).Distinct().ToList();
        var keys = await db.Devices.Where(d => ids.Contains(d.Id)).ToDictionaryAsync(d => d.Id, d => d.Key, cancellationToken);
        return Results.Ok(new AskReceipt(asked.Count, [.. asked.Select(a => new AskedHome(keys.GetValueOrDefault(a.Question.DeviceId, ""), a.Question.Mac, a.Question.Id, SubscriberPage.PathOf(a.Token)))]));
    }

    private static async Task<IResult> DecideAsync(
        Guid warning, Guid proposal, Guid appeal, HttpContext http, WarningAppeals appeals, IDbContextFactory<AcsDbContext> database, CancellationToken cancellationToken)
    {
        var body = await BodyReader.ReadAsync(http.Request, cancellationToken);
        var reason = WarningBody.Text(body, "reason", MaxReason);
        if (reason is null || !body.TryGetProperty("accept", out var accept) || accept.ValueKind is not (JsonValueKind.True or JsonValueKind.False))
        {
            return ProblemHandler.Invalid(reason is null ? "reason" : "accept", reason is null ? $"Must be a text of 1 to {MaxReason} characters." : "Must be true or false.");
        }

        return await AnswerAsync(
            await appeals.DecideAsync(warning, proposal, appeal, accept.GetBoolean(), Principals.Author(http.User), reason, cancellationToken), warning, proposal, database, cancellationToken);
    }

    private static async Task<IResult> AnswerAsync(DecisionOutcome outcome, Guid warning, Guid proposal, IDbContextFactory<AcsDbContext> database, CancellationToken cancellationToken)
    {
        if (outcome is not DecisionOutcome.Done)
        {
            return Problem(outcome);
        }

        await using var db = await database.CreateDbContextAsync(cancellationToken);
        return Results.Ok((await WarningLists.FindAsync(db, warning, cancellationToken))!.Proposals.Single(p => p.Id == proposal));
    }

    private static IResult Problem(DecisionOutcome outcome) => outcome is DecisionOutcome.Refused { Text: var text }
        ? Results.Problem(statusCode: StatusCodes.Status409Conflict, title: "That cannot be done now.", detail: text)
        : WarningsApi.NoProposal();

    private static DateTimeOffset? EndOf(JsonElement body, Dictionary<string, string[]> errors)
    {
        if (body.ValueKind != JsonValueKind.Object || !body.TryGetProperty("endsAt", out var value) || value.ValueKind == JsonValueKind.Null)
        {
            return null;
        }

        if (value.ValueKind == JsonValueKind.String && DateTimeOffset.TryParse(value.GetString(), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time))
        {
            return time;
        }

        errors["endsAt"] = ["Must be a time as in RFC 3339."];
        return null;
    }
}
