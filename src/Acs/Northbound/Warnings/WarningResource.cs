using Provisioning.Mud.Questions;

namespace Acs.Northbound;

/// <param name="Summary">In its publisher's words.</param>
/// <param name="Flows">What it asks to have blocked where it applies.</param>
/// <param name="Refused">What its source asked for and may not; null: nothing.</param>
internal sealed record WarningResource(
    WarningItem Warning, string Summary, IReadOnlyList<AskedFlow> Flows, string? Refused, IReadOnlyList<WarningMatchResource> Models, IReadOnlyList<ProposalResource> Proposals);
