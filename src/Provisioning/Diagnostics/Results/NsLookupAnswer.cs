namespace Provisioning.Diagnostics.Results;

/// <param name="Status"><c>Success</c> or <c>Error_…</c>.</param>
/// <param name="AnswerType"><c>None</c>, <c>Authoritative</c>, <c>NonAuthoritative</c>.</param>
public sealed record NsLookupAnswer(string Status, string? AnswerType, string? Name, IReadOnlyList<string> Addresses, string? Server, long? ResponseMs);
