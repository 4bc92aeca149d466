using Acs.Security;
using Acs.Subscribers;
using Microsoft.EntityFrameworkCore;
using Provisioning.Mud.Questions;
using Provisioning.Storage;

namespace Acs.Northbound;

/// <summary>What subscribers are asked about their hosts, and what they answered.</summary>
internal static class QuestionsApi
{
    public static void MapQuestions(this IEndpointRouteBuilder api)
    {
        var host = api.MapGroup("/devices/{id}/hosts/{mac}/questions").WithTags("questions");
        host.MapGet("", ListAsync).Produces<Page<QuestionResource>>().WithSummary("What the subscriber was asked about a host, and the answers.");
        host.MapPost("", AskAsync).Takes<QuestionRequest>().Produces<QuestionResource>(StatusCodes.Status201Created)
            .WithSummary("Asks the subscriber: allow, block, or tell the maker? The answer holds a link for one answer, which is told once; how it reaches the subscriber is the ISP's.");
        var one = api.MapGroup("/questions/{question:guid}").WithTags("questions");
        one.MapPost("/link", LinkAsync).Produces<QuestionResource>().WithSummary("Another link to an open question, told once; the one before does not answer any more. For the system that writes to subscribers.");
        api.MapGet("/questions", OpenAsync).WithTags("questions").Produces<Page<OpenQuestionResource>>().WithSummary("Open questions of the whole fleet, the newest first: whom to send a link. ?automatic=true: only those that nobody ordered.");
        one.MapPost("/answer", AnswerAsync).Produces(StatusCodes.Status204NoContent).WithSummary("{ answer: allow, block or tell }, for a subscriber who calls. The first answer counts.");
        one.MapPost("/take-back", TakeBackAsync).Produces(StatusCodes.Status204NoContent).WithSummary("Takes an answer back: what it brought about ends, and it stays on record.");
    }

    private static async Task<IResult> ListAsync(
        string id, string mac, string? limit, string? cursor, HttpContext http, IDbContextFactory<AcsDbContext> database, CancellationToken cancellationToken)
    {
        if (Paging.Read(limit, cursor, out var page) is { } problem)
        {
            return problem;
        }

        if (await HostPath.FindAsync(http, mac, database, cancellationToken) is not { } host)
        {
            return HostPath.NotFound();
        }

        await using var db = await database.CreateDbContextAsync(cancellationToken);
        var rows = await db.Questions.AsNoTracking().Where(q => q.DeviceId == host.DeviceId && q.Mac == host.Mac).OrderByDescending(q => q.AskedAt)
            .Skip(page.Skip).Take(page.Limit + 1).ToListAsync(cancellationToken);
        return Results.Ok(page.OfPositions(rows, r => QuestionResource.Of(r)));
    }

    private static async Task<IResult> OpenAsync(
        string? limit, string? cursor, bool? automatic, IDbContextFactory<AcsDbContext> database, TimeProvider time, CancellationToken cancellationToken)
    {
        if (Paging.Read(limit, cursor, out var page) is { } problem)
        {
            return problem;
        }

        var now = time.GetUtcNow();
        await using var db = await database.CreateDbContextAsync(cancellationToken);
        var rows = await db.Questions.AsNoTracking().Where(q => q.Answer == null && q.ExpiresAt > now && (automatic != true || q.Automatic)).OrderByDescending(q => q.AskedAt)
            .Join(db.Devices, q => q.DeviceId, d => d.Id, (q, d) => new { Question = q, d.Key, d.Subscriber })
            .Skip(page.Skip).Take(page.Limit + 1).ToListAsync(cancellationToken);
        return Results.Ok(page.OfPositions(rows, r => new OpenQuestionResource(r.Key, r.Subscriber, QuestionResource.Of(r.Question))));
    }

    private static async Task<IResult> LinkAsync(Guid question, HttpContext http, SubscriberQuestions questions, CancellationToken cancellationToken) =>
        await questions.LinkAsync(question, Principals.Author(http.User), cancellationToken) is { } linked
            ? Results.Ok(QuestionResource.Of(linked.Question, SubscriberPage.PathOf(linked.Token)))
            : Results.Problem(statusCode: StatusCodes.Status404NotFound, title: "There is no such open question.", detail: "It may be answered, or its time over.");

    private static async Task<IResult> AskAsync(
        string id, string mac, HttpContext http, IDbContextFactory<AcsDbContext> database, SubscriberQuestions questions, TimeProvider time, CancellationToken cancellationToken)
    {
        if (await HostPath.FindAsync(http, mac, database, cancellationToken) is not { } host)
        {
            return HostPath.NotFound();
        }

        var errors = new Dictionary<string, string[]>(StringComparer.Ordinal);
        var (text, flows, life) = QuestionReader.Read(await BodyReader.ReadAsync(http.Request, cancellationToken), time.GetUtcNow(), errors);
        if (errors.Count > 0)
        {
            return Results.ValidationProblem(errors);
        }

        return await questions.AskAsync(host.DeviceId, host.Mac, text, flows, Principals.Author(http.User), life, cancellationToken) is { } asked
            ? Results.Json(QuestionResource.Of(asked.Question, SubscriberPage.PathOf(asked.Token)), statusCode: StatusCodes.Status201Created)
            : Results.Problem(statusCode: StatusCodes.Status409Conflict, title: "Too many questions to this subscriber are open.");
    }

    private static async Task<IResult> AnswerAsync(Guid question, HttpContext http, SubscriberQuestions questions, CancellationToken cancellationToken)
    {
        var body = await BodyReader.ReadAsync(http.Request, cancellationToken);
        var word = body.ValueKind == System.Text.Json.JsonValueKind.Object && body.TryGetProperty("answer", out var a) && a.ValueKind == System.Text.Json.JsonValueKind.String ? a.GetString() : null;
        return SubscriberPage.AnswerOf(word) is not { } answer
            ? Results.ValidationProblem(new Dictionary<string, string[]> { ["answer"] = ["Must be allow, block or tell."] })
            : await questions.AnswerAsync(question, answer, Principals.Author(http.User), cancellationToken) ? Results.NoContent()
            : Results.Problem(statusCode: StatusCodes.Status409Conflict, title: "There is no such question, or it is answered.");
    }

    private static async Task<IResult> TakeBackAsync(Guid question, HttpContext http, SubscriberQuestions questions, CancellationToken cancellationToken) =>
        await questions.TakeBackAsync(question, Principals.Author(http.User), cancellationToken) ? Results.NoContent()
            : Results.Problem(statusCode: StatusCodes.Status409Conflict, title: "There is no such answer, or it was taken back.");
}
