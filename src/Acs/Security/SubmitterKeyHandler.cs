using System.Security.Claims;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;
using Provisioning.Mud.Community;

namespace Acs.Security;

/// <summary><c>Authorization: Bearer sub_…</c>: a key that opens the submission of profiles and nothing else. <see cref="BearerKeyHandler"/> writes the refusals.</summary>
internal sealed class SubmitterKeyHandler(
    CommunitySubmitters submitters, IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory loggers, UrlEncoder encoder)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, loggers, encoder)
{
    public const string SchemeName = "Submitter";

    /// <summary>The submitter's id, which no API key has.</summary>
    public const string IdClaim = "submitter";

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        var header = Request.Headers.Authorization.ToString();
        if (!header.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase)
            || await submitters.FindAsync(header["Bearer ".Length..].Trim(), Context.RequestAborted) is not { } submitter)
        {
            return AuthenticateResult.NoResult();
        }

        var identity = new ClaimsIdentity([new Claim(IdClaim, submitter.Id.ToString()), new Claim(ClaimTypes.Name, submitter.Name)], Scheme.Name);
        return AuthenticateResult.Success(new AuthenticationTicket(new ClaimsPrincipal(identity), Scheme.Name));
    }

    protected override Task HandleChallengeAsync(AuthenticationProperties properties) => Task.CompletedTask;

    protected override Task HandleForbiddenAsync(AuthenticationProperties properties) => Task.CompletedTask;
}
