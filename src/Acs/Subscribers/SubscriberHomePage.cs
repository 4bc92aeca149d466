using Microsoft.EntityFrameworkCore;
using Provisioning.Mud;
using Provisioning.Mud.Composition;
using Provisioning.Mud.Modes;
using Provisioning.Storage;

namespace Acs.Subscribers;

/// <summary>
/// <c>/subscriber/home/{token}</c>: what is done in a home, whether the subscriber wants it, and what he objects to. Without login and without script; the
/// link's secret is all that it needs.
/// </summary>
internal static class SubscriberHomePage
{
    private const int TokenLength = 48;
    private const int MostShown = 200;
    private const string Author = "subscriber";

    public static string PathOf(string token) => $"/subscriber/home/{token}";

    public static void MapSubscriberHomes(this WebApplication app)
    {
        app.MapGet("/subscriber/home/{token}", ShowAsync).RequireRateLimiting(Security.SecurityExtensions.SubscriberLimit).ExcludeFromDescription();
        // As with questions: no cookie speaks for the subscriber.
        app.MapPost("/subscriber/home/{token}", ChooseAsync).RequireRateLimiting(Security.SecurityExtensions.SubscriberLimit).DisableAntiforgery().ExcludeFromDescription();
    }

    private static async Task<IResult> ShowAsync(
        string token, HttpContext http, SubscriberLinks links, HostModes modes, IDbContextFactory<AcsDbContext> database, CancellationToken cancellationToken)
    {
        http.Response.Headers.CacheControl = "no-store";
        http.Response.Headers["X-Robots-Tag"] = "noindex";
        await using var db = await database.CreateDbContextAsync(cancellationToken);
        if (token.Length != TokenLength || await links.FindAsync(token, cancellationToken) is not { } link
            || await db.Devices.AsNoTracking().FirstOrDefaultAsync(d => d.Id == link.DeviceId, cancellationToken) is not { } device)
        {
            return Html(SubscriberMarkup.Unknown(), StatusCodes.Status404NotFound);
        }

        var everyone = await db.Hosts.AsNoTracking().Where(h => h.DeviceId == device.Id).OrderBy(h => h.HostName).ThenBy(h => h.Mac).ToListAsync(cancellationToken);
        var hosts = everyone.Where(h => h.MudUrl is not null).Take(MostShown).ToList();
        var standing = await HostModes.StandingAsync(db, device, cancellationToken);
        var optedOut = hosts.Exists(h => h is { Mode: MudMode.Off, ModeSetBy: ModeSource.Subscriber });
        var forbidden = (await PolicyAppeals.BindingAsync(db, device.Id, everyone, cancellationToken)).Where(e => !optedOut || e.Layer == PolicyLayer.Isp).Take(MostShown).ToList();
        var appeals = await db.PolicyAppeals.AsNoTracking().Where(a => a.DeviceId == device.Id).OrderByDescending(a => a.Id).Take(MostShown).ToListAsync(cancellationToken);
        return Html(
            SubscriberHomeMarkup.Of(hosts, SubscriberRules.Of(forbidden, everyone, appeals, token), standing, modes.Default, link.ExpiresAt, token), StatusCodes.Status200OK);
    }

    private static async Task<IResult> ChooseAsync(string token, HttpContext http, SubscriberLinks links, HostModes modes, PolicyAppeals appeals, CancellationToken cancellationToken)
    {
        if (token.Length != TokenLength || !http.Request.HasFormContentType || await links.FindAsync(token, cancellationToken) is not { } link)
        {
            return Html(SubscriberMarkup.Unknown(), StatusCodes.Status404NotFound);
        }

        var form = await http.Request.ReadFormAsync(cancellationToken);
        var choice = (string?)form["choice"];
        if (choice is "out" or "in")
        {
            await modes.SetAsync(link.DeviceId, ModeSource.Subscriber, choice == "out" ? MudMode.Off : null, Author, cancellationToken);
        }
        else if (choice is "object" && Guid.TryParse(form["entry"], out var entry) && Said(form["text"]) is { Length: > 0 } text)
        {
            await appeals.AppealAsync(link.DeviceId, entry, Author, text, cancellationToken);
        }

        return Results.LocalRedirect(PathOf(token));
    }

    private static string Said(string? text) => new([.. (text ?? "").Trim().Where(c => !char.IsControl(c) || c == '\n').Take(PolicyAppeals.MaxText)]);

    private static IResult Html(string html, int status) => Results.Content(html, "text/html; charset=utf-8", statusCode: status);
}
