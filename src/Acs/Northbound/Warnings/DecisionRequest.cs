namespace Acs.Northbound;

/// <summary>Body of accept and dismiss.</summary>
/// <param name="Reason">Required to dismiss.</param>
/// <param name="EndsAt">Of what is accepted; absent: as late as the proposal allows.</param>
/// <param name="Flows">What is blocked where the warning itself names nothing, as entries of a policy without action.</param>
internal sealed record DecisionRequest(string? Reason, DateTimeOffset? EndsAt, IReadOnlyList<PolicyEntryRequest>? Flows);
