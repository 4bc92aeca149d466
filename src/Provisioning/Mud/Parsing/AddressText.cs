using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Provisioning.Mud.Parsing;

/// <summary>
/// Addresses and prefixes as RFC 6991 writes them. <see cref="IPAddress.TryParse(string, out IPAddress)"/> alone would
/// take <c>10.1</c>, <c>0x7f.1</c> and octal numbers.
/// </summary>
internal static class AddressText
{
    public static bool TryAddress(string text, int version, out IPAddress address)
    {
        address = IPAddress.None;
        var plausible = version == 4
            ? IsDottedQuad(text)
            : text.Contains(':', StringComparison.Ordinal) && text.All(c => char.IsAsciiHexDigit(c) || c is ':' or '.');
        if (!plausible || !IPAddress.TryParse(text, out var parsed) ||
            parsed.AddressFamily != (version == 4 ? AddressFamily.InterNetwork : AddressFamily.InterNetworkV6))
        {
            return false;
        }

        address = parsed;
        return true;
    }

    /// <summary>Host bits are cleared, as YANG's canonical form does.</summary>
    /// <param name="hadLength">False where the text is a bare address.</param>
    public static bool TryPrefix(string text, int version, out IPNetwork prefix, out bool hadLength)
    {
        prefix = default;
        var bits = version == 4 ? 32 : 128;
        var slash = text.IndexOf('/', StringComparison.Ordinal);
        hadLength = slash >= 0;
        var length = bits;
        if (hadLength && (text[(slash + 1)..] is ['0', _, ..] || !int.TryParse(text.AsSpan(slash + 1), NumberStyles.None, CultureInfo.InvariantCulture, out length) || length > bits))
        {
            return false;
        }

        if (!TryAddress(hadLength ? text[..slash] : text, version, out var address))
        {
            return false;
        }

        prefix = Network(address, length);
        return true;
    }

    public static IPNetwork Network(IPAddress address, int length)
    {
        var bytes = address.GetAddressBytes();
        for (var i = 0; i < bytes.Length; i++)
        {
            var keep = Math.Clamp(length - (i * 8), 0, 8);
            bytes[i] &= (byte)(0xff << (8 - keep));
        }

        return new IPNetwork(new IPAddress(bytes), length);
    }

    private static bool IsDottedQuad(string text)
    {
        var parts = text.Split('.');
        return parts.Length == 4 && parts.All(p =>
            p.Length is 1 or 2 or 3 && p.All(char.IsAsciiDigit) && (p.Length == 1 || p[0] != '0') &&
            int.Parse(p, CultureInfo.InvariantCulture) <= 255);
    }
}
