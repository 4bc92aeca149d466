using Provisioning.Mud.Difference;
using Provisioning.Mud.Fetching;
using Provisioning.Mud.Model;

namespace Provisioning.Mud.Refresh;

/// <summary>What came of one attempt to have a MUD file.</summary>
internal abstract record MudAttempt
{
    /// <param name="Difference">From the content in force; null: there is none, or the two are too large to be compared.</param>
    public sealed record Accepted(
        MudFile File, byte[] Content, string? ETag, SignatureCheck Signature, IReadOnlyList<MudDiagnostic> Diagnostics, MudDifference? Difference = null)
        : MudAttempt;

    /// <summary>The server says that the content in force is still its newest.</summary>
    public sealed record Unchanged(TimeSpan Validity, SignatureCheck Signature, IReadOnlyList<MudDiagnostic> Diagnostics) : MudAttempt;

    /// <param name="Reason">A sentence for a person, without a full stop.</param>
    /// <param name="Signature">Where it was the signature that failed.</param>
    public sealed record Rejected(string Reason, IReadOnlyList<MudDiagnostic> Diagnostics, SignatureCheck? Signature = null) : MudAttempt;
}
