using Provisioning.Mud.Model;
using Provisioning.Storage.Rows;

namespace Provisioning.Mud.Community;

/// <summary>What became of a submission.</summary>
public abstract record SubmissionOutcome
{
    private SubmissionOutcome()
    {
    }

    /// <param name="IsNew">Nobody had submitted these packets before.</param>
    public sealed record Taken(CommunityProfileRow Profile, bool IsNew) : SubmissionOutcome;

    /// <summary>It cannot be read.</summary>
    public sealed record Unreadable(IReadOnlyList<MudDiagnostic> Diagnostics) : SubmissionOutcome;

    /// <summary>Too many are there, or an operator refused the same packets before.</summary>
    public sealed record Refused(string Reason) : SubmissionOutcome;
}
