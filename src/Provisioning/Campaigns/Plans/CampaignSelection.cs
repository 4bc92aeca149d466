namespace Provisioning.Campaigns;

/// <summary>Which devices: those that the search finds, or those listed; with both, the listed ones that the search finds.</summary>
/// <param name="Search">In the language of <c>GET /devices?search=</c>.</param>
/// <param name="DeviceIds">Device ids as everywhere outside (<c>OUI-ProductClass-SerialNumber</c>).</param>
public sealed record CampaignSelection(string? Search, IReadOnlyList<string> DeviceIds);
