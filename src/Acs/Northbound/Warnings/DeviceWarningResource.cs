using Provisioning.Warnings;

namespace Acs.Northbound;

/// <param name="Mac">Of the host; null: the gateway itself, or all of the home's hosts that have a MUD URL.</param>
/// <param name="Status"><c>affected</c>, <c>unknown</c>, <c>fixed</c> or <c>notaffected</c>.</param>
/// <param name="Proposal">Where what it proposes is; null: it proposes nothing.</param>
internal sealed record DeviceWarningResource(
    Guid Warning, string? Mac, string Source, string Title, double? Score, string Status, string Confidence, string Reason, string? Proposal, Guid? ProposalId, DateTimeOffset? EndsAt)
{
    public static DeviceWarningResource Of(HomeWarning warning) => new(
        warning.WarningId, warning.Mac, warning.Source, warning.Title, warning.Score, warning.Status.ToString().ToLowerInvariant(), warning.Confidence.ToString().ToLowerInvariant(),
        warning.Reason, warning.Proposal?.ToString().ToLowerInvariant(), warning.ProposalId, warning.EndsAt);
}
