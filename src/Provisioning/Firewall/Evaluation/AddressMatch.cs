using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Provisioning.Firewall.Evaluation;

/// <summary>An address criterion as written in a rule: an address with an optional mask (TR-106 IPPrefix, address part ignored).</summary>
internal sealed class AddressMatch
{
    private readonly byte[] _bytes;
    private readonly int _bits;

    private AddressMatch(byte[] bytes, int bits)
    {
        _bytes = bytes;
        _bits = bits;
    }

    /// <summary>Null where there is no criterion; a criterion that cannot be read matches nothing.</summary>
    public static AddressMatch? Read(string address, string mask)
    {
        if (address.Length == 0)
        {
            return null;
        }

        if (!IPAddress.TryParse(address, out var parsed))
        {
            return new AddressMatch([], 0);
        }

        var bytes = parsed.GetAddressBytes();
        var bits = bytes.Length * 8;
        var slash = mask.LastIndexOf('/');
        if (mask.Length > 0
            && (slash < 0 || !int.TryParse(mask.AsSpan(slash + 1), NumberStyles.None, CultureInfo.InvariantCulture, out bits) || bits > bytes.Length * 8))
        {
            return new AddressMatch([], 0);
        }

        return new AddressMatch(bytes, bits);
    }

    public bool Holds(IPAddress address)
    {
        var other = address.GetAddressBytes();
        if (other.Length != _bytes.Length)
        {
            return false;
        }

        for (var bit = 0; bit < _bits; bit++)
        {
            var flag = 1 << (7 - (bit & 7));
            if (((other[bit >> 3] ^ _bytes[bit >> 3]) & flag) != 0)
            {
                return false;
            }
        }

        return true;
    }

    public static int VersionOf(IPAddress address) => address.AddressFamily == AddressFamily.InterNetwork ? 4 : 6;
}
