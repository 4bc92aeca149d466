namespace Provisioning.Campaigns;

/// <summary>
/// One ring. It takes its share of what the rings before it left; what no ring takes goes into a last one. Exactly one
/// of the three is set, or none: the rest.
/// </summary>
/// <param name="Percent">Of all selected devices, rounded up.</param>
/// <param name="Count">So many devices.</param>
/// <param name="Search">Those among the selected that this search finds.</param>
public sealed record CampaignRing(string Name, double? Percent = null, int? Count = null, string? Search = null);
