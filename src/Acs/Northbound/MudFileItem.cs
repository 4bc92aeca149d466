using Provisioning.Mud;
using Provisioning.Mud.Model;
using Provisioning.Storage.Rows;

namespace Acs.Northbound;

/// <summary>A MUD file as the API shows it.</summary>
/// <param name="State"><c>wanted</c>, <c>good</c> or <c>bad</c>.</param>
/// <param name="Outcome"><c>compiled</c>, <c>lenient</c> or <c>refused</c>; null while there is no content.</param>
/// <param name="Signature"><c>unsigned</c>, <c>valid</c> or <c>invalid</c>.</param>
/// <param name="SignatureDetail">The signer, or why it is invalid.</param>
/// <param name="Failure">Why the last attempt failed; null when it did not.</param>
/// <param name="ExpiresAt">When it is fetched again.</param>
/// <param name="Expired">The time is past and it could not be renewed.</param>
/// <param name="Signer">Who must sign the next content; null: nobody has yet.</param>
/// <param name="WaitingSha256">The version that waits for a person; null: none.</param>
/// <param name="HeldBy">Who holds the content in force against newer ones; null: nobody.</param>
public sealed record MudFileItem(
    long Id,
    string Url,
    string State,
    string? Outcome,
    string Signature,
    string? SignatureDetail,
    IReadOnlyList<MudFileDiagnostic> Diagnostics,
    string? Failure,
    string? Sha256,
    DateTimeOffset? FetchedAt,
    DateTimeOffset? AttemptedAt,
    DateTimeOffset? ExpiresAt,
    bool Expired,
    bool IsSupported,
    string? SystemInfo,
    string? Signer,
    string? WaitingSha256,
    string? HeldBy,
    DateTimeOffset? HeldAt)
{
    public static MudFileItem Of(MudFileRow row)
    {
        var diagnostics = MudDiagnosticsJson.Read(row.Diagnostics);
        var outcome = row.State == MudFileState.Good && row.Failure is null
            ? diagnostics.Any(d => d.Severity != MudSeverity.Info) ? "lenient" : "compiled"
            : row.State == MudFileState.Bad ? "refused" : null;
        return new MudFileItem(
            row.Id,
            row.Url,
            Lower(row.State),
            outcome,
            Lower(row.Signature),
            row.SignatureDetail,
            [.. diagnostics.Select(MudFileDiagnostic.Of)],
            row.Failure,
            row.Sha256,
            row.FetchedAt,
            row.AttemptedAt,
            row.ExpiresAt,
            row.FetchedAt is not null && row.Failure is not null,
            row.IsSupported,
            row.SystemInfo,
            row.Signer,
            row.WaitingSha256,
            row.HeldBy,
            row.HeldAt);
    }

    private static string Lower<T>(T value)
        where T : struct, Enum => value.ToString().ToLowerInvariant();
}
