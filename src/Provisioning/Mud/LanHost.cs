namespace Provisioning.Mud;

/// <summary>A host as the gateway's data model shows it: <c>Device.Hosts.</c> joined with its DHCP clients.</summary>
/// <param name="Mac">Lower case with colons.</param>
/// <param name="Addresses">IPv4 first.</param>
/// <param name="MudUrl">As announced, after decoding; null when none.</param>
/// <param name="MudUrlSource"><c>dhcpv4</c> (option 161), <c>dhcpv6</c> (option 112) or <c>lldp</c>.</param>
/// <param name="MudUrlIgnored">Why something that was announced does not count; the sentence goes on after the host's name.</param>
public sealed record LanHost(
    string Mac,
    string? HostName,
    IReadOnlyList<string> Addresses,
    bool Active,
    string? MudUrl,
    string? MudUrlSource,
    string? MudUrlIgnored = null)
{
    /// <summary>What its DHCP client calls itself (option 60), or null.</summary>
    public string? VendorClass { get; init; }
}
