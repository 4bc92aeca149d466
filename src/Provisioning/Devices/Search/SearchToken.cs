namespace Provisioning.Devices.Search;

/// <summary>One piece of a search text.</summary>
/// <param name="Field">The word before the operator, or null.</param>
internal readonly record struct SearchToken(SearchTokenKind Kind, int Position, string Value = "", string? Field = null, SearchOperator Operator = default);
