namespace Acs.Northbound;

/// <param name="Text">In words that a subscriber understands, at most 2000 characters.</param>
/// <param name="Flows">1 to 50, as entries of a policy: direction, peer, protocol, port.</param>
/// <param name="Days">How long the link answers: 1 to 90, by default 14.</param>
internal sealed record QuestionRequest(string Text, IReadOnlyList<PolicyEntryRequest> Flows, int? Days);
