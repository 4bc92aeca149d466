namespace Acs.Northbound;

/// <param name="ObservedSince">Null: none of its flows was ever seen, so that there is no finding says nothing.</param>
/// <param name="Flows">Seen of it.</param>
/// <param name="Beyond">Flows with something wrong that were counted only: the host has too many findings.</param>
internal sealed record HostFindingsResource(
    IReadOnlyList<FindingResource> Items, string? Next, DateTimeOffset? ObservedSince, DateTimeOffset? LastFlowAt, long Flows, long Beyond);
