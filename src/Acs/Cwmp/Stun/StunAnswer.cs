using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;

namespace Acs.Cwmp.Stun;

/// <summary>Writes one response.</summary>
internal sealed class StunAnswer
{
    private const int Longest = 256;

    private readonly byte[] _bytes = new byte[Longest];
    private int _length = StunMessage.HeaderLength;

    public StunAnswer(ushort type, StunMessage request)
    {
        BinaryPrimitives.WriteUInt16BigEndian(_bytes, type);
        request.Transaction.CopyTo(_bytes.AsSpan(4));
    }

    public StunAnswer Mapped(IPEndPoint seen) => Address(StunAttribute.MappedAddress, seen, xor: false);

    public StunAnswer XorMapped(IPEndPoint seen) => Address(StunAttribute.XorMappedAddress, seen, xor: true);

    /// <param name="reason">ASCII, a multiple of four characters (RFC 3489 11.2.9).</param>
    public StunAnswer Error(int code, string reason)
    {
        var value = new byte[4 + reason.Length];
        (value[2], value[3]) = ((byte)(code / 100), (byte)(code % 100));
        Encoding.ASCII.GetBytes(reason, value.AsSpan(4));
        return Add(StunAttribute.ErrorCode, value);
    }

    public StunAnswer Unknown(IReadOnlyList<ushort> types)
    {
        // RFC 3489 11.2.10: an odd number is made even by repeating one.
        var all = types.Count % 2 == 0 ? types : [.. types, types[^1]];
        var value = new byte[all.Count * 2];
        for (var i = 0; i < all.Count; i++)
        {
            BinaryPrimitives.WriteUInt16BigEndian(value.AsSpan(i * 2), all[i]);
        }

        return Add(StunAttribute.UnknownAttributes, value);
    }

    public byte[] End()
    {
        BinaryPrimitives.WriteUInt16BigEndian(_bytes.AsSpan(2), (ushort)(_length - StunMessage.HeaderLength));
        return _bytes[.._length];
    }

    /// <summary>Signed as the request was: with RFC 3489's padding unless it has RFC 5389's cookie.</summary>
    public byte[] EndSigned(string password)
    {
        var cookie = BinaryPrimitives.ReadUInt32BigEndian(_bytes.AsSpan(4)) == StunMessage.MagicCookie;
        BinaryPrimitives.WriteUInt16BigEndian(_bytes.AsSpan(2), (ushort)(_length + 24 - StunMessage.HeaderLength));
        var text = _bytes.AsSpan(0, cookie ? _length : (_length + 63) / 64 * 64);
#pragma warning disable CA5350 // RFC 3489 11.2.8 is HMAC-SHA1.
        var hash = HMACSHA1.HashData(Encoding.UTF8.GetBytes(password), text);
#pragma warning restore CA5350
        return Add(StunAttribute.MessageIntegrity, hash).End();
    }

    private StunAnswer Address(ushort type, IPEndPoint seen, bool xor)
    {
        var address = seen.Address.GetAddressBytes();
        var value = new byte[4 + address.Length];
        value[1] = seen.AddressFamily == AddressFamily.InterNetwork ? (byte)1 : (byte)2;
        BinaryPrimitives.WriteUInt16BigEndian(value.AsSpan(2), (ushort)seen.Port);
        address.CopyTo(value, 4);
        if (xor)
        {
            // RFC 5389 15.2: with the cookie, and for IPv6 the transaction too, which both stand at bytes 4 to 20.
            value[2] ^= _bytes[4];
            value[3] ^= _bytes[5];
            for (var i = 0; i < address.Length; i++)
            {
                value[4 + i] ^= _bytes[4 + i];
            }
        }

        return Add(type, value);
    }

    private StunAnswer Add(ushort type, ReadOnlySpan<byte> value)
    {
        BinaryPrimitives.WriteUInt16BigEndian(_bytes.AsSpan(_length), type);
        BinaryPrimitives.WriteUInt16BigEndian(_bytes.AsSpan(_length + 2), (ushort)value.Length);
        value.CopyTo(_bytes.AsSpan(_length + 4));
        _length += 4 + ((value.Length + 3) & ~3);
        return this;
    }
}
