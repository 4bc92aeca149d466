using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace CpeSimulator.Firewalls;

/// <summary>An address or prefix of a rule or a set.</summary>
internal sealed record AddressMatch(IPAddress Address, int Length)
{
    public bool IsIPv6 => Address.AddressFamily == AddressFamily.InterNetworkV6;

    /// <summary>Null when there is no criterion.</summary>
    /// <param name="mask"><c>/24</c> or <c>192.0.2.0/24</c>: only the length counts, the address is beside it (TR-181 DestMask).</param>
    public static AddressMatch? Read(string address, string mask)
    {
        if (address.Length == 0)
        {
            return null;
        }

        var slash = address.IndexOf('/', StringComparison.Ordinal);
        var found = IPAddress.Parse(slash < 0 ? address : address[..slash]);
        var length = slash >= 0 ? address[(slash + 1)..] : mask.Length > 0 ? mask[(mask.IndexOf('/', StringComparison.Ordinal) + 1)..] : "";
        var full = found.AddressFamily == AddressFamily.InterNetworkV6 ? 128 : 32;
        return new AddressMatch(found, length.Length == 0 ? full : Math.Min(full, int.Parse(length, CultureInfo.InvariantCulture)));
    }

    public bool Contains(IPAddress other)
    {
        if (other.AddressFamily != Address.AddressFamily)
        {
            return false;
        }

        Span<byte> mine = stackalloc byte[16];
        Span<byte> theirs = stackalloc byte[16];
        Address.TryWriteBytes(mine, out _);
        other.TryWriteBytes(theirs, out _);
        var whole = Length / 8;
        if (!mine[..whole].SequenceEqual(theirs[..whole]))
        {
            return false;
        }

        var rest = Length % 8;
        return rest == 0 || (mine[whole] ^ theirs[whole]) >> (8 - rest) == 0;
    }
}
