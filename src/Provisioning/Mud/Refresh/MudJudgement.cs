using Provisioning.Mud.Difference;
using Provisioning.Mud.Fetching;
using Provisioning.Mud.Model;

namespace Provisioning.Mud.Refresh;

/// <summary>Whether fetched bytes may take the place of the content in force. Pure.</summary>
internal static class MudJudgement
{
    /// <param name="url">What was asked for; null for an upload, whose own mud-url counts.</param>
    /// <param name="finalUrl">Where redirects led to.</param>
    /// <param name="inForce">The content in force, or null.</param>
    /// <param name="newest">Newest last-update that took effect; null: that of the content in force.</param>
    /// <param name="onPersonsWord">An administrator brought the file: a signature that nobody could fetch is then no obstacle.</param>
    public static MudAttempt Judge(
        string? url, Uri? finalUrl, byte[] content, string? etag, SignatureCheck signature, MudFile? inForce, bool requireSignature, bool onPersonsWord = false, DateTimeOffset? newest = null)
    {
        // RFC 8520 §13.2: the signature comes before any look at the content.
        if (signature.State == MudSignatureState.Invalid && !onPersonsWord)
        {
            return Reject(MudCodes.Signature, $"its signature does not hold: {signature.Detail}", [], signature);
        }

        if (requireSignature && signature.State != MudSignatureState.Valid)
        {
            return Reject(MudCodes.Signature, "it is not signed, and Acs:Mud:RequireSignature is set", [], signature);
        }

        var result = MudParser.Parse(content);
        if (result.File is not { } file)
        {
            var first = result.Diagnostics.FirstOrDefault(d => d.Severity == MudSeverity.Error);
            return new MudAttempt.Rejected($"it cannot be read: {first?.Text} ({first?.Code}, line {first?.Line})", result.Diagnostics);
        }

        var diagnostics = result.Diagnostics;
        if (url is not null && file.MudUrl != url && file.MudUrl != finalUrl?.AbsoluteUri)
        {
            if (!SameAuthority(file.MudUrl, url))
            {
                return Reject(MudCodes.MudUrlMismatch, $"it says that it is {file.MudUrl}, a file of another authority", diagnostics, null);
            }

            diagnostics = [.. diagnostics, Say(MudSeverity.Warning, MudCodes.MudUrlMismatch, $"The file was fetched from {url}, but says that it is {file.MudUrl}.")];
        }

        // An older file could bring back permissions that were taken away.
        if (inForce is not null && (newest ?? inForce.LastUpdate) is { } floor && file.LastUpdate is { } update && update < floor)
        {
            return Reject(MudCodes.Rollback, $"it is of {update:u}, older than one that was in force, of {floor:u}", diagnostics, null);
        }

        var difference = inForce is null ? null : inForce.Sha256 == file.Sha256 ? new MudDifference([], []) : MudDifference.Of(inForce, file);
        return new MudAttempt.Accepted(file, content, etag, signature, diagnostics, difference);
    }

    private static MudAttempt.Rejected Reject(string code, string reason, IReadOnlyList<MudDiagnostic> diagnostics, SignatureCheck? signature) =>
        new(reason, [.. diagnostics, Say(MudSeverity.Error, code, $"The file is not used: {reason}.")], signature);

    private static MudDiagnostic Say(MudSeverity severity, string code, string text) => new(severity, code, "$", 0, text);

    private static bool SameAuthority(string a, string b) =>
        Uri.TryCreate(a, UriKind.Absolute, out var x) && Uri.TryCreate(b, UriKind.Absolute, out var y) &&
        string.Equals(x.Authority, y.Authority, StringComparison.OrdinalIgnoreCase);
}
