using System.Net;
using System.Net.Sockets;
using Provisioning.Firewall;

namespace Provisioning.Flows;

/// <summary>Does a host's hardware address go out in the clear? Pure.</summary>
public static class HardwareAddress
{
    private const int Octets = 16;

    /// <summary>
    /// Where the host opens a flow to somebody outside from an address of global scope whose interface identifier is made of its MAC
    /// (modified EUI-64, RFC 4291 appendix A): whoever sees a packet can follow the thing wherever it goes (RFC 7721 §3, RFC 8981 §1.2). A
    /// MAC that was made up by the host itself (RFC 8981 §3.3.1 and the like) names no thing, so the universal bit must say that it was not.
    /// </summary>
    /// <param name="mac">Lower case with colons.</param>
    /// <param name="told">The gateway says that it saw it in the clear.</param>
    public static bool IsInClear(FirstPacket packet, string mac, bool told, HomeNetwork home) =>
        packet.FromDevice && !home.IsLocal(packet.Peer) && (told || (IsGlobal(packet.Own) && IsMadeOf(packet.Own, mac)));

    /// <summary>The interface identifier is the MAC with <c>ff:fe</c> in its middle and the universal bit turned over.</summary>
    public static bool IsMadeOf(IPAddress address, string mac)
    {
        if (address.AddressFamily != AddressFamily.InterNetworkV6 || mac.Length != 17)
        {
            return false;
        }

        Span<byte> own = stackalloc byte[6];
        for (var i = 0; i < own.Length; i++)
        {
            if (!byte.TryParse(mac.AsSpan(3 * i, 2), System.Globalization.NumberStyles.AllowHexSpecifier, System.Globalization.CultureInfo.InvariantCulture, out own[i]))
            {
                return false;
            }
        }

        Span<byte> bytes = stackalloc byte[Octets];
        return (own[0] & 2) == 0 && address.TryWriteBytes(bytes, out _)
            && bytes[8] == (own[0] ^ 2) && bytes[9] == own[1] && bytes[10] == own[2] && bytes[11] == 0xff && bytes[12] == 0xfe
            && bytes[13] == own[3] && bytes[14] == own[4] && bytes[15] == own[5];
    }

    private static bool IsGlobal(IPAddress address) => address is { IsIPv6LinkLocal: false, IsIPv6SiteLocal: false, IsIPv6UniqueLocal: false, IsIPv6Multicast: false };
}
