using System.Threading.RateLimiting;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.DataProtection;

namespace Acs.Security;

/// <summary>Who may come in: the API by key, the pages by a session that a key opened. Nothing else is behind either.</summary>
internal static class SecurityExtensions
{
    /// <summary>Policy of <c>/api/v1</c>.</summary>
    public const string Api = "api";

    /// <summary>Policy of the few routes that a submitter's key opens besides an API key.</summary>
    public const string Submission = "submission";

    /// <summary>Policy of what a source of warnings may do with its own key, and administrators with theirs.</summary>
    public const string Sources = "sources";

    /// <summary>Policy of pages and of Hangfire's dashboard.</summary>
    public const string Pages = "pages";

    /// <summary>Rate limit of the login.</summary>
    public const string LoginLimit = "login";

    /// <summary>Rate limit of the subscribers' pages. Many homes may share an address; nobody guesses a link.</summary>
    public const string SubscriberLimit = "subscriber";

    /// <summary>Rate limit of what sources of warnings and submitters of profiles hand in: each is held against all models.</summary>
    public const string SourceLimit = "sources";

    public static void AddSecurity(this IServiceCollection services, IConfiguration configuration)
    {
        var keys = Path.Combine(Path.GetFullPath(configuration["Acs:DataDirectory"] ?? "data"), "keys");
        services.AddDataProtection().SetApplicationName("acs").PersistKeysToFileSystem(Directory.CreateDirectory(keys));
        services.AddSingleton<ApiKeys>();
        services.AddSingleton<AdminKey>();
        services.AddAuthentication(CookieAuthenticationDefaults.AuthenticationScheme)
            .AddCookie(Cookie)
            .AddScheme<AuthenticationSchemeOptions, BearerKeyHandler>(BearerKeyHandler.SchemeName, null)
            .AddScheme<AuthenticationSchemeOptions, SubmitterKeyHandler>(SubmitterKeyHandler.SchemeName, null)
            .AddScheme<AuthenticationSchemeOptions, SourceKeyHandler>(SourceKeyHandler.SchemeName, null);
        services.AddAuthorizationBuilder()
            .AddPolicy(Api, policy => policy.AddAuthenticationSchemes(BearerKeyHandler.SchemeName).RequireAuthenticatedUser())
            .AddPolicy(Submission, policy => policy.AddAuthenticationSchemes(BearerKeyHandler.SchemeName, SubmitterKeyHandler.SchemeName).RequireAuthenticatedUser())
            .AddPolicy(Sources, policy => policy.AddAuthenticationSchemes(BearerKeyHandler.SchemeName, SourceKeyHandler.SchemeName).RequireAuthenticatedUser())
            .AddPolicy(Pages, policy => policy.AddAuthenticationSchemes(CookieAuthenticationDefaults.AuthenticationScheme).RequireAuthenticatedUser());
        services.AddAntiforgery(options =>
        {
            options.Cookie.Name = "acs.antiforgery";
            options.Cookie.SameSite = SameSiteMode.Strict;
        });
        services.AddRateLimiter(limits =>
        {
            limits.RejectionStatusCode = StatusCodes.Status429TooManyRequests;
            limits.AddPolicy(LoginLimit, context => RateLimitPartition.GetFixedWindowLimiter(
                context.Connection.RemoteIpAddress?.ToString() ?? "",
                _ => new FixedWindowRateLimiterOptions { PermitLimit = 10, Window = TimeSpan.FromMinutes(1) }));
            limits.AddPolicy(SourceLimit, context => RateLimitPartition.GetFixedWindowLimiter(
                context.Connection.RemoteIpAddress?.ToString() ?? "",
                _ => new FixedWindowRateLimiterOptions { PermitLimit = 120, Window = TimeSpan.FromMinutes(1) }));
            limits.AddPolicy(SubscriberLimit, context => RateLimitPartition.GetFixedWindowLimiter(
                context.Connection.RemoteIpAddress?.ToString() ?? "",
                _ => new FixedWindowRateLimiterOptions { PermitLimit = 120, Window = TimeSpan.FromMinutes(1) }));
        });
    }

    private static void Cookie(CookieAuthenticationOptions options)
    {
        options.Cookie.Name = "acs.session";
        options.Cookie.HttpOnly = true;
        options.Cookie.SameSite = SameSiteMode.Strict;
        options.ExpireTimeSpan = TimeSpan.FromHours(12);
        options.SlidingExpiration = true;
        options.LoginPath = "/login";
        options.ReturnUrlParameter = "returnUrl";
        options.Events.OnValidatePrincipal = async context =>
        {
            var keys = context.HttpContext.RequestServices.GetRequiredService<ApiKeys>();
            if (Principals.KeyId(context.Principal) is not { } id || !await keys.StandsAsync(id, context.HttpContext.RequestAborted))
            {
                context.RejectPrincipal();
            }
        };
    }
}
