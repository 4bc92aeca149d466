using Provisioning.Storage.Rows;

namespace Acs.Northbound;

/// <param name="Kind"><c>advisory</c> or <c>mitigation</c>.</param>
/// <param name="Key">Of an advisory its tracking id.</param>
/// <param name="Score">Highest CVSS base score.</param>
/// <param name="State"><c>current</c>, <c>outofscope</c>, <c>withdrawn</c> or <c>ended</c>.</param>
/// <param name="Models">Models that are affected.</param>
/// <param name="Hosts">Hosts that its proposals reach.</param>
/// <param name="Open">Proposals that wait for a person.</param>
/// <param name="Appeals">Objections that wait for one.</param>
internal sealed record WarningItem(
    Guid Id, string Source, string Kind, string Key, string Version, string Title, double? Score, string State, string? StateReason,
    DateTimeOffset ReleasedAt, DateTimeOffset ReceivedAt, DateTimeOffset? EndsAt, int Models, int Hosts, int Open, int Appeals)
{
    public static WarningItem Of(WarningRow row, string source, int models, int hosts, int open, int appeals) => new(
        row.Id, source, row.Kind.ToString().ToLowerInvariant(), row.Key, row.Version, row.Title, row.Score, row.State.ToString().ToLowerInvariant(), row.StateReason,
        row.ReleasedAt, row.ReceivedAt, row.EndsAt, models, hosts, open, appeals);
}
