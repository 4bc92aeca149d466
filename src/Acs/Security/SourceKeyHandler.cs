using System.Security.Claims;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;
using Provisioning.Warnings.Sources;

namespace Acs.Security;

/// <summary>The key of a source of warnings: good for handing in warnings and appeals, and for nothing else. <see cref="BearerKeyHandler"/> answers who is refused.</summary>
internal sealed class SourceKeyHandler(
    WarningSources sources,
    IOptionsMonitor<AuthenticationSchemeOptions> options,
    ILoggerFactory loggers,
    UrlEncoder encoder) : AuthenticationHandler<AuthenticationSchemeOptions>(options, loggers, encoder)
{
    public const string SchemeName = "WarningSource";

    private const string Claim = "warning-source";

    /// <summary>Null: an administrator's key.</summary>
    public static Guid? SourceOf(ClaimsPrincipal principal) => Guid.TryParse(principal.FindFirstValue(Claim), out var id) ? id : null;

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        var header = Request.Headers.Authorization.ToString();
        if (!header.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase)
            || await sources.FindByKeyAsync(header["Bearer ".Length..].Trim(), Context.RequestAborted) is not { } source)
        {
            return AuthenticateResult.NoResult();
        }

        var identity = new ClaimsIdentity([new System.Security.Claims.Claim(Claim, source.Id.ToString()), new System.Security.Claims.Claim(ClaimTypes.Name, source.Name)], Scheme.Name);
        return AuthenticateResult.Success(new AuthenticationTicket(new ClaimsPrincipal(identity), Scheme.Name));
    }

    protected override Task HandleChallengeAsync(AuthenticationProperties properties) => Task.CompletedTask;

    protected override Task HandleForbiddenAsync(AuthenticationProperties properties) => Task.CompletedTask;
}
