using Provisioning.Warnings.Matching;
using Provisioning.Warnings.Proposals;

namespace Provisioning.Warnings;

/// <summary>A warning that concerns a home.</summary>
/// <param name="Mac">Of the host; null: the gateway itself, or all of the home's hosts that have a MUD URL.</param>
/// <param name="Proposal">Where what it proposes is; null: it proposes nothing.</param>
public sealed record HomeWarning(
    Guid WarningId, string? Mac, string Source, string Title, double? Score, MatchStatus Status, MatchConfidence Confidence, string Reason,
    ProposalState? Proposal, Guid? ProposalId, DateTimeOffset? EndsAt);
