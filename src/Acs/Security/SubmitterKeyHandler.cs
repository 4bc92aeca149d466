using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;
using Provisioning.Mud.Community;

namespace Acs.Security;

/// <summary>A submitter's key (<c>sub_…</c>) opens the submission of profiles.</summary>
internal sealed class SubmitterKeyHandler(
    CommunitySubmitters submitters, IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory loggers, UrlEncoder encoder)
    : NarrowKeyHandler(IdClaim, options, loggers, encoder)
{
    public const string SchemeName = "Submitter";

    public const string IdClaim = "submitter";

    protected override async Task<(Guid Id, string Name)?> FindAsync(string key, CancellationToken cancellationToken) =>
        await submitters.FindAsync(key, cancellationToken) is { } submitter ? (submitter.Id, submitter.Name) : null;
}
