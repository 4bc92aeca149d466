using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Provisioning.Mud;

/// <summary>MAC addresses as gateways write them.</summary>
public static class MacAddress
{
    /// <summary>Lower case with colons; no group address, not all zeros. Takes colons, hyphens or nothing between the octets.</summary>
    public static bool TryNormalise([NotNullWhen(true)] string? text, [NotNullWhen(true)] out string? mac)
    {
        mac = null;
        if (text is not { Length: 12 or 17 })
        {
            return false;
        }

        Span<byte> octets = stackalloc byte[6];
        var step = text.Length == 17 ? 3 : 2;
        for (var i = 0; i < 6; i++)
        {
            if ((step == 3 && i > 0 && text[(i * 3) - 1] is not (':' or '-')) ||
                !byte.TryParse(text.AsSpan(i * step, 2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out octets[i]))
            {
                return false;
            }
        }

        if ((octets[0] & 1) != 0 || !octets.ContainsAnyExcept((byte)0))
        {
            return false;
        }

        mac = string.Join(':', Convert.ToHexStringLower(octets).Chunk(2).Select(pair => new string(pair)));
        return true;
    }
}
