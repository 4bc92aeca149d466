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
        Span<byte> other = stackalloc byte[16];
        if (!address.TryWriteBytes(other, out var length) || length != _bytes.Length)
        {
            return false;
        }

        var whole = _bits >> 3;
        if (!other[..whole].SequenceEqual(_bytes.AsSpan(0, whole)))
        {
            return false;
        }

        var rest = 0xff00 >> (_bits & 7);
        return (_bits & 7) == 0 || ((other[whole] ^ _bytes[whole]) & rest & 0xff) == 0;
    }

    public static int VersionOf(IPAddress address) => address.AddressFamily == AddressFamily.InterNetwork ? 4 : 6;
}
