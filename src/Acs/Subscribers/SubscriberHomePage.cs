using Microsoft.EntityFrameworkCore;
using Provisioning.Mud;
using Provisioning.Mud.Composition;
using Provisioning.Mud.Modes;
using Provisioning.Storage;

namespace Acs.Subscribers;

/// <summary>
/// <c>/subscriber/home/{token}</c>: what is done in a home, and whether the subscriber wants it. Without login and without script; the
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

        var hosts = await db.Hosts.AsNoTracking().Where(h => h.DeviceId == device.Id && h.MudUrl != null).OrderBy(h => h.HostName).ThenBy(h => h.Mac).Take(MostShown).ToListAsync(cancellationToken);
        var forbidden = await db.PolicyEntries.AsNoTracking().Where(e => e.EndedAt == null && e.DeviceId == null && !e.Accept).OrderBy(e => e.Id).ToListAsync(cancellationToken);
        var standing = await HostModes.StandingAsync(db, device, cancellationToken);
        return Html(
            SubscriberHomeMarkup.Of(hosts, [.. forbidden.Where(e => hosts.Exists(h => PolicyEntryText.IsAbout(e, h))).Take(MostShown)], standing, modes.Default, link.ExpiresAt, token),
            StatusCodes.Status200OK);
    }

    private static async Task<IResult> ChooseAsync(string token, HttpContext http, SubscriberLinks links, HostModes modes, CancellationToken cancellationToken)
    {
        if (token.Length != TokenLength || !http.Request.HasFormContentType || await links.FindAsync(token, cancellationToken) is not { } link)
        {
            return Html(SubscriberMarkup.Unknown(), StatusCodes.Status404NotFound);
        }

        var choice = (string?)(await http.Request.ReadFormAsync(cancellationToken))["choice"];
        if (choice is "out" or "in")
        {
            await modes.SetAsync(link.DeviceId, ModeSource.Subscriber, choice == "out" ? MudMode.Off : null, Author, cancellationToken);
        }

        return Results.LocalRedirect(PathOf(token));
    }

    private static IResult Html(string html, int status) => Results.Content(html, "text/html; charset=utf-8", statusCode: status);
}
