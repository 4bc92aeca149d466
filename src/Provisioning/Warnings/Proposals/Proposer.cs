using Provisioning.Storage.Rows;
using Provisioning.Warnings.Matching;
using Provisioning.Warnings.Sources;

namespace Provisioning.Warnings.Proposals;

/// <summary>What a warning proposes, given how models stand to it. Pure.</summary>
internal static class Proposer
{
    /// <summary>
    /// One proposal for each model that is affected and that its source may speak about, with the flows that the warning names and nothing
    /// else. Gateways get none: what helps them is firmware.
    /// </summary>
    public static IReadOnlyList<WarningProposalRow> Of(WarningSourceRow source, WarningRow warning, IReadOnlyList<WarningMatchRow> matches, IReadOnlyDictionary<string, int> hosts, DateTimeOffset now) =>
        !source.Enabled || warning.State != WarningState.Current ? [] :
        [
            .. matches.Where(m => m is { MudUrl: not null, InScope: true, Status: MatchStatus.Affected }).Select(m => new WarningProposalRow
            {
                Id = Guid.CreateVersion7(now), WarningId = warning.Id, SourceId = source.Id, MudUrl = m.MudUrl, Flows = warning.Flows,
                Possible = m.Confidence == MatchConfidence.Possible, Hosts = hosts.GetValueOrDefault(m.MudUrl!), State = ProposalState.Open, At = now,
                EndsAt = EndOf(source, warning, now),
            }),
        ];

    /// <summary>
    /// For single hosts that are known by their own name only. What they are made by nobody knows, so only who may speak about everything speaks
    /// about them.
    /// </summary>
    public static IReadOnlyList<WarningProposalRow> Of(WarningSourceRow source, WarningRow warning, IReadOnlyList<SourceScope> scopes, IReadOnlyList<NamedHost> hosts, DateTimeOffset now) =>
        !source.Enabled || warning.State != WarningState.Current || !scopes.Any(s => s.Covers(null, null)) ? [] :
        [
            .. hosts.Select(h => new WarningProposalRow
            {
                Id = Guid.CreateVersion7(now), WarningId = warning.Id, SourceId = source.Id, DeviceId = h.DeviceId, Mac = h.Mac, Flows = warning.Flows, Possible = true, Hosts = 1,
                State = ProposalState.Open, At = now, EndsAt = EndOf(source, warning, now), Reason = Cut($"Low confidence: known by what it calls itself only. {h.Match.Reason}"),
            }),
        ];

    /// <summary>Every mitigation has an end: its source's bound, or the warning's own before that.</summary>
    public static DateTimeOffset EndOf(WarningSourceRow source, WarningRow warning, DateTimeOffset now)
    {
        var bound = now + TimeSpan.FromHours(source.MaxLifetimeHours);
        return warning.EndsAt is { } end && end < bound ? end : bound;
    }

    private static string Cut(string text) => text.Length <= 1000 ? text : text[..1000];
}
