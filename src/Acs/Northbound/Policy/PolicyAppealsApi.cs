using System.Text.Json;
using Acs.Security;
using Microsoft.EntityFrameworkCore;
using Provisioning.Mud.Composition;
using Provisioning.Storage;
using Provisioning.Warnings.Proposals;

namespace Acs.Northbound;

/// <summary><c>/mud/policy/appeals</c>: subscribers' objections to what the ISP forbids in their homes.</summary>
internal static class PolicyAppealsApi
{
    private const int MaxReason = 900;

    public static void MapPolicyAppeals(this IEndpointRouteBuilder api)
    {
        var appeals = api.MapGroup("/mud/policy/appeals").WithTags("policy");
        appeals.MapGet("", ListAsync).Produces<Page<PolicyAppealResource>>().WithSummary("Objections of subscribers, the newest first; ?open=true those that wait for a decision.");
        appeals.MapPost("/{appeal:guid}/decide", DecideAsync).Takes<AppealDecisionRequest>().Produces(StatusCodes.Status204NoContent)
            .WithSummary("{ accept, reason }: one that is accepted ends the entry for that home. Both stay on record.");
    }

    private static async Task<IResult> ListAsync(string? limit, string? cursor, bool? open, IDbContextFactory<AcsDbContext> database, CancellationToken cancellationToken)
    {
        if (Paging.Read(limit, cursor, out var page) is { } problem)
        {
            return problem;
        }

        await using var db = await database.CreateDbContextAsync(cancellationToken);
        return Results.Ok(page.OfPositions(await PolicyAppealList.ReadAsync(db, open is true, page.Skip, page.Limit + 1, cancellationToken), a => a));
    }

    private static async Task<IResult> DecideAsync(Guid appeal, HttpContext http, PolicyAppeals appeals, CancellationToken cancellationToken)
    {
        var body = await BodyReader.ReadAsync(http.Request, cancellationToken);
        if (WarningBody.Text(body, "reason", MaxReason) is not { } reason)
        {
            return ProblemHandler.Invalid("reason", $"Must be a text of 1 to {MaxReason} characters.");
        }

        if (!body.TryGetProperty("accept", out var accept) || accept.ValueKind is not (JsonValueKind.True or JsonValueKind.False))
        {
            return ProblemHandler.Invalid("accept", "Must be true or false.");
        }

        return await appeals.DecideAsync(appeal, accept.GetBoolean(), Principals.Author(http.User), reason, cancellationToken) switch
        {
            DecisionOutcome.Done => Results.NoContent(),
            DecisionOutcome.Refused refused => Results.Problem(statusCode: StatusCodes.Status409Conflict, title: "That cannot be done now.", detail: refused.Text),
            _ => Results.Problem(statusCode: StatusCodes.Status404NotFound, title: "There is no such appeal."),
        };
    }
}
