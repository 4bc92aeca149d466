using Microsoft.EntityFrameworkCore;
using Provisioning.Mud.Questions;
using Provisioning.Storage;
using Provisioning.Storage.Rows;
using Provisioning.Warnings.Proposals;

namespace Acs.Subscribers;

/// <summary>
/// <c>/subscriber/{token}</c>: one question to a subscriber, without login and without script. The link's secret is all that it needs; it
/// answers once, and shows afterwards what was answered.
/// </summary>
internal static class SubscriberPage
{
    private const int TokenLength = 48;
    private const string Author = "subscriber";

    public static string PathOf(string token) => $"/subscriber/{token}";

    public static QuestionAnswer? AnswerOf(string? word) => word switch
    {
        "allow" => QuestionAnswer.Allow,
        "block" => QuestionAnswer.Block,
        "tell" => QuestionAnswer.Tell,
        _ => null,
    };

    public static void MapSubscribers(this WebApplication app)
    {
        app.MapGet("/subscriber/{token}", ShowAsync).RequireRateLimiting(Security.SecurityExtensions.SubscriberLimit).ExcludeFromDescription();
        // No cookie speaks for the subscriber: who has the link may answer, and nobody else can make a browser send it.
        app.MapPost("/subscriber/{token}", AnswerAsync).RequireRateLimiting(Security.SecurityExtensions.SubscriberLimit).DisableAntiforgery().ExcludeFromDescription();
        app.MapPost("/subscriber/{token}/objection", ObjectAsync).RequireRateLimiting(Security.SecurityExtensions.SubscriberLimit).DisableAntiforgery().ExcludeFromDescription();
    }

    private static async Task<IResult> ShowAsync(string token, HttpContext http, SubscriberQuestions questions, IDbContextFactory<AcsDbContext> database, CancellationToken cancellationToken)
    {
        // Links travel by mail: nothing that reads along may find or keep them.
        http.Response.Headers.CacheControl = "no-store";
        http.Response.Headers["X-Robots-Tag"] = "noindex";
        if (token.Length != TokenLength || await questions.FindAsync(token, cancellationToken) is not { } question)
        {
            return Html(SubscriberMarkup.Unknown(), StatusCodes.Status404NotFound);
        }

        await using var db = await database.CreateDbContextAsync(cancellationToken);
        var host = await db.Hosts.AsNoTracking().FirstOrDefaultAsync(h => h.DeviceId == question.DeviceId && h.Mac == question.Mac, cancellationToken);
        var objection = await db.WarningAppeals.AsNoTracking().Where(a => a.QuestionId == question.Id).OrderByDescending(a => a.At).FirstOrDefaultAsync(cancellationToken);
        var warned = await db.WarningQuestions.AnyAsync(w => w.QuestionId == question.Id, cancellationToken);
        return Html(SubscriberMarkup.Of(question, NameOf(host, question), token, objection, warned), StatusCodes.Status200OK);
    }

    private static async Task<IResult> AnswerAsync(string token, HttpContext http, SubscriberQuestions questions, CancellationToken cancellationToken)
    {
        if (token.Length != TokenLength || !http.Request.HasFormContentType || await questions.FindAsync(token, cancellationToken) is not { } question)
        {
            return Html(SubscriberMarkup.Unknown(), StatusCodes.Status404NotFound);
        }

        var form = await http.Request.ReadFormAsync(cancellationToken);
        // One that cannot be taken in leaves the question open, and the page asks again.
        if (AnswerOf(form["answer"]) is { } answer)
        {
            await questions.AnswerAsync(question.Id, answer, Author, cancellationToken);
        }

        return Results.LocalRedirect(PathOf(token));
    }

    /// <summary>Against the warning that the question is because of. A person decides.</summary>
    private static async Task<IResult> ObjectAsync(
        string token, HttpContext http, SubscriberQuestions questions, IDbContextFactory<AcsDbContext> database, WarningAppeals appeals, CancellationToken cancellationToken)
    {
        if (token.Length != TokenLength || !http.Request.HasFormContentType || await questions.FindAsync(token, cancellationToken) is not { } question)
        {
            return Html(SubscriberMarkup.Unknown(), StatusCodes.Status404NotFound);
        }

        var form = await http.Request.ReadFormAsync(cancellationToken);
        var text = new string([.. form["text"].ToString().Trim().Where(c => !char.IsControl(c) || c == '\n').Take(WarningAppeals.MaxText)]);
        await using var db = await database.CreateDbContextAsync(cancellationToken);
        if (text.Length > 0 && await db.WarningQuestions.AsNoTracking().FirstOrDefaultAsync(w => w.QuestionId == question.Id, cancellationToken) is { } because)
        {
            await appeals.AppealAsync(null, because.ProposalId, question.Id, Author, text, cancellationToken);
        }

        return Results.LocalRedirect(PathOf(token));
    }

    private static string NameOf(HostRow? host, QuestionRow question) => host?.HostName is { Length: > 0 } name ? name : question.Mac;

    private static IResult Html(string html, int status) => Results.Content(html, "text/html; charset=utf-8", statusCode: status);
}
