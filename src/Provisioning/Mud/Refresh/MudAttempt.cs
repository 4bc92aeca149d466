using Provisioning.Mud.Fetching;
using Provisioning.Mud.Model;

namespace Provisioning.Mud.Refresh;

/// <summary>What came of one attempt to have a MUD file.</summary>
internal abstract record MudAttempt
{
    public sealed record Accepted(MudFile File, byte[] Content, string? ETag, SignatureCheck Signature, IReadOnlyList<MudDiagnostic> Diagnostics)
        : MudAttempt;

    /// <summary>The server says that the content in force is still its newest.</summary>
    public sealed record Unchanged(TimeSpan Validity, SignatureCheck Signature, IReadOnlyList<MudDiagnostic> Diagnostics) : MudAttempt;

    /// <param name="Reason">A sentence for a person, without a full stop.</param>
    /// <param name="Signature">Where it was the signature that failed.</param>
    public sealed record Rejected(string Reason, IReadOnlyList<MudDiagnostic> Diagnostics, SignatureCheck? Signature = null) : MudAttempt;
}
