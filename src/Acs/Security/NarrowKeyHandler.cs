using System.Security.Claims;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;

namespace Acs.Security;

/// <summary><c>Authorization: Bearer …</c> with a key of somebody outside, good for a few things and nothing else. <see cref="BearerKeyHandler"/> writes the refusals.</summary>
/// <param name="idClaim">Holds the holder's id, which no API key has.</param>
internal abstract class NarrowKeyHandler(string idClaim, IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory loggers, UrlEncoder encoder)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, loggers, encoder)
{
    /// <returns>Whose key it is; null: nobody's.</returns>
    protected abstract Task<(Guid Id, string Name)?> FindAsync(string key, CancellationToken cancellationToken);

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        var header = Request.Headers.Authorization.ToString();
        if (!header.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase)
            || await FindAsync(header["Bearer ".Length..].Trim(), Context.RequestAborted) is not { } holder)
        {
            return AuthenticateResult.NoResult();
        }

        var identity = new ClaimsIdentity([new Claim(idClaim, holder.Id.ToString()), new Claim(ClaimTypes.Name, holder.Name)], Scheme.Name);
        return AuthenticateResult.Success(new AuthenticationTicket(new ClaimsPrincipal(identity), Scheme.Name));
    }

    protected override Task HandleChallengeAsync(AuthenticationProperties properties) => Task.CompletedTask;

    protected override Task HandleForbiddenAsync(AuthenticationProperties properties) => Task.CompletedTask;
}
