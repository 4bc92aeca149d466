using System.Security.Claims;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;
using Provisioning.Warnings.Sources;

namespace Acs.Security;

/// <summary>The key of a source of warnings is good for handing in warnings and appeals.</summary>
internal sealed class SourceKeyHandler(WarningSources sources, IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory loggers, UrlEncoder encoder)
    : NarrowKeyHandler(IdClaim, options, loggers, encoder)
{
    public const string SchemeName = "WarningSource";

    private const string IdClaim = "warning-source";

    /// <summary>Null: an administrator's key.</summary>
    public static Guid? SourceOf(ClaimsPrincipal principal) => Guid.TryParse(principal.FindFirstValue(IdClaim), out var id) ? id : null;

    protected override async Task<(Guid Id, string Name)?> FindAsync(string key, CancellationToken cancellationToken) =>
        await sources.FindByKeyAsync(key, cancellationToken) is { } source ? (source.Id, source.Name) : null;
}
