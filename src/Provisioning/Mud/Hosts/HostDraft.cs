using System.Net;
using System.Net.Sockets;

namespace Provisioning.Mud.Hosts;

/// <summary>A host while its pieces are put together.</summary>
internal sealed class HostDraft(string mac)
{
    private const int MaxAddresses = 32;
    private readonly List<IPAddress> _addresses = [];
    private bool _v4Announced;

    public string Mac { get; } = mac;

    public string? Name { get; set; }

    public bool Active { get; set; }

    public string? VendorClass { get; set; }

    public string? Url { get; private set; }

    public string? Source { get; private set; }

    public string? Ignored { get; private set; }

    public void AddAddress(string? text)
    {
        if (text is null || !IPAddress.TryParse(text, out var address))
        {
            return;
        }

        if (address.AddressFamily == AddressFamily.InterNetworkV6)
        {
            address = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : new IPAddress(address.GetAddressBytes());
        }

        var meaningless = address.Equals(IPAddress.Any) || address.Equals(IPAddress.IPv6Any) || IPAddress.IsLoopback(address)
            || address.IsIPv6Multicast || (address.AddressFamily == AddressFamily.InterNetwork && address.GetAddressBytes()[0] >= 224);
        if (!meaningless && _addresses.Count < MaxAddresses && !_addresses.Contains(address))
        {
            _addresses.Add(address);
        }
    }

    public bool Has(IPAddress address) => _addresses.Contains(address);

    public void Announce(string source, string? url, string? ignored)
    {
        Ignored ??= ignored;
        if (url is null)
        {
            return;
        }

        // RFC 8520 §10: v4 and v6 announce the same. Where they do not, the one that came first here counts: DHCPv4, DHCPv6, LLDP.
        if (Url is not null && Url != url)
        {
            Ignored ??= _v4Announced && source == "dhcpv6"
                ? "it announces another MUD URL over DHCPv6 than over DHCPv4"
                : "it announces two MUD URLs";
            return;
        }

        Url ??= url;
        Source ??= source;
        _v4Announced |= source == "dhcpv4";
    }

    public LanHost ToHost() => new(
        Mac,
        Name,
        [.. _addresses
            .OrderBy(a => a.AddressFamily == AddressFamily.InterNetwork ? 0 : 1)
            .ThenBy(a => Convert.ToHexString(a.GetAddressBytes()), StringComparer.Ordinal)
            .Select(a => a.ToString())],
        Active,
        Url,
        Source,
        Ignored) { VendorClass = VendorClass };
}
