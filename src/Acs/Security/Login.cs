using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;

namespace Acs.Security;

/// <summary>The page where the key is entered, without script: it must work when nothing else does.</summary>
internal static partial class Login
{
    public static void MapLogin(this WebApplication app)
    {
        app.MapGet("/login", (HttpContext context, IAntiforgery antiforgery, string? returnUrl) =>
            Page(context, antiforgery, returnUrl, failed: false)).ExcludeFromDescription();
        app.MapPost("/login", EnterAsync).RequireRateLimiting(SecurityExtensions.LoginLimit).DisableAntiforgery().ExcludeFromDescription();
        app.MapPost("/logout", (Delegate)LeaveAsync).RequireAuthorization(SecurityExtensions.Pages).DisableAntiforgery().ExcludeFromDescription();
    }

    private static IResult Page(HttpContext context, IAntiforgery antiforgery, string? returnUrl, bool failed)
    {
        var tokens = antiforgery.GetAndStoreTokens(context);
        context.Response.Headers.CacheControl = "no-store";
        return Results.Content(
            LoginPage.Html(tokens.FormFieldName, tokens.RequestToken ?? "", Local(returnUrl), failed),
            "text/html; charset=utf-8",
            statusCode: failed ? StatusCodes.Status401Unauthorized : StatusCodes.Status200OK);
    }

    // The token is checked by hand, so that an expired one leads to a fresh page and not to a bare 400.
    private static async Task<IResult> EnterAsync(HttpContext context, IAntiforgery antiforgery, ApiKeys keys, ILoggerFactory loggers)
    {
        if (!context.Request.HasFormContentType || !await antiforgery.IsRequestValidAsync(context))
        {
            return Results.Redirect("/login");
        }

        var form = await context.Request.ReadFormAsync(context.RequestAborted);
        var returnUrl = Local(form["returnUrl"]);
        if (await keys.FindAsync(form["key"].ToString().Trim(), context.RequestAborted) is not { } key)
        {
            Log.Refused(loggers.CreateLogger(typeof(Login)), context.Connection.RemoteIpAddress?.ToString());
            return Page(context, antiforgery, returnUrl, failed: true);
        }

        await context.SignInAsync(
            CookieAuthenticationDefaults.AuthenticationScheme,
            Principals.Of(key, CookieAuthenticationDefaults.AuthenticationScheme),
            new AuthenticationProperties { IsPersistent = true });
        return Results.LocalRedirect(returnUrl);
    }

    private static async Task<IResult> LeaveAsync(HttpContext context)
    {
        await context.SignOutAsync(CookieAuthenticationDefaults.AuthenticationScheme);
        return Results.Redirect("/login");
    }

    /// <summary>Only a path of this site: a login must not send people elsewhere.</summary>
    private static string Local(string? url) =>
        url is ['/', ..] && !url.StartsWith("//", StringComparison.Ordinal) && !url.Contains('\\', StringComparison.Ordinal) && !url.Any(char.IsControl) ? url : "/";

    private static partial class Log
    {
        [LoggerMessage(3202, LogLevel.Warning, "A wrong key was entered from {Address}")]
        public static partial void Refused(ILogger logger, string? address);
    }
}
