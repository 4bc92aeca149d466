using Provisioning.Mud.Questions;
using Provisioning.Storage.Rows;
using Provisioning.Warnings.Proposals;

namespace Acs.Northbound;

/// <summary>What a warning would have done. No home is named here.</summary>
/// <param name="MudUrl">Hosts under this URL; null: of one home.</param>
/// <param name="Possible">The model is known by its name only.</param>
/// <param name="State"><c>open</c>, <c>held</c>, <c>accepted</c>, <c>asked</c>, <c>dismissed</c>, <c>withdrawn</c> or <c>ended</c>.</param>
/// <param name="EndsAt">Nothing that comes of it holds longer.</param>
public sealed record ProposalResource(
    Guid Id, string? MudUrl, bool Possible, string State, int Hosts, IReadOnlyList<AskedFlow> Flows, DateTimeOffset At, DateTimeOffset EndsAt,
    DateTimeOffset? DecidedAt, string? DecidedBy, string? Reason, IReadOnlyList<AppealResource> Appeals)
{
    public static ProposalResource Of(WarningProposalRow row, IEnumerable<WarningAppealRow> appeals) => new(
        row.Id, row.MudUrl, row.Possible, row.State.ToString().ToLowerInvariant(), row.Hosts, ProposedFlows.Read(row.Flows), row.At, row.EndsAt,
        row.DecidedAt, row.DecidedBy, row.Reason, [.. appeals.Where(a => a.ProposalId == row.Id).OrderBy(a => a.Id).Select(AppealResource.Of)]);
}
