namespace Acs.Northbound;

/// <summary><c>GET /quirks</c>.</summary>
internal sealed record QuirkOverview(IReadOnlyList<QuirkItem> Quirks, IReadOnlyList<QuirkRuleItem> Rules);
