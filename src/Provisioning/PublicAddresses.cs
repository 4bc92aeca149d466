using System.Net;
using System.Net.Sockets;

namespace Provisioning;

/// <summary>
/// Which addresses a URL that came from outside may lead to: the public internet, never the ISP's inside. By the IANA
/// special-purpose registries (RFC 6890).
/// </summary>
public static class PublicAddresses
{
    private static readonly IPNetwork[] Special =
    [
        .. ((string[])
        [
            "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24", "192.0.2.0/24",
            "192.88.99.0/24", "192.168.0.0/16", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4",
            "2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20",
        ]).Select(IPNetwork.Parse),
    ];

    private static readonly IPNetwork GlobalUnicast = IPNetwork.Parse("2000::/3");

    public static bool IsPublic(IPAddress address)
    {
        if (address.IsIPv4MappedToIPv6)
        {
            address = address.MapToIPv4();
        }

        return !Special.Any(s => s.Contains(address)) &&
            (address.AddressFamily == AddressFamily.InterNetwork || GlobalUnicast.Contains(address));
    }

    /// <summary>What even a laboratory cannot mean.</summary>
    public static bool IsUnicast(IPAddress address) =>
        !address.Equals(IPAddress.Any) && !address.Equals(IPAddress.IPv6Any) && !address.Equals(IPAddress.Broadcast) && !address.IsIPv6Multicast &&
        (address.AddressFamily != AddressFamily.InterNetwork || address.GetAddressBytes()[0] < 224);
}
