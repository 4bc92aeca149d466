namespace Acs.Northbound;

/// <summary><c>GET /devices/{id}/quirks</c>.</summary>
/// <param name="Rules">Those that fit it.</param>
internal sealed record DeviceQuirks(IReadOnlyList<DeviceQuirkItem> Seen, IReadOnlyList<QuirkRuleItem> Rules);
