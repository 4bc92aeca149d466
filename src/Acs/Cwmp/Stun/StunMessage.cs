using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Acs.Cwmp.Stun;

/// <summary>A STUN message as received, over the datagram's bytes; every length was checked.</summary>
internal sealed class StunMessage
{
    public const ushort BindingRequest = 0x0001;
    public const ushort BindingResponse = 0x0101;
    public const ushort BindingError = 0x0111;
    public const uint MagicCookie = 0x2112A442;
    public const int HeaderLength = 20;

    private const int MostAttributes = 32;
    private const int HmacLength = 20;

    private readonly ReadOnlyMemory<byte> _bytes;
    private readonly List<(ushort Type, int Offset, int Length)> _attributes;

    private StunMessage(ReadOnlyMemory<byte> bytes, List<(ushort Type, int Offset, int Length)> attributes) =>
        (_bytes, _attributes) = (bytes, attributes);

    public ushort Type => BinaryPrimitives.ReadUInt16BigEndian(_bytes.Span);

    public int Length => _bytes.Length;

    /// <summary>RFC 3489 has 128 bits; in RFC 5389 the first 32 are the cookie.</summary>
    public ReadOnlySpan<byte> Transaction => _bytes.Span.Slice(4, 16);

    public bool HasCookie => BinaryPrimitives.ReadUInt32BigEndian(Transaction) == MagicCookie;

    public IEnumerable<ushort> Types => _attributes.Select(a => a.Type);

    /// <summary>Null: no STUN message.</summary>
    public static StunMessage? Read(ReadOnlyMemory<byte> datagram)
    {
        var bytes = datagram.Span;
        if (bytes.Length < HeaderLength || (bytes[0] & 0xC0) != 0)
        {
            return null;
        }

        var length = BinaryPrimitives.ReadUInt16BigEndian(bytes[2..]);
        if (length % 4 != 0 || length + HeaderLength != bytes.Length)
        {
            return null;
        }

        var attributes = new List<(ushort, int, int)>();
        for (var at = HeaderLength; at < bytes.Length;)
        {
            if (bytes.Length - at < 4 || attributes.Count == MostAttributes)
            {
                return null;
            }

            var size = BinaryPrimitives.ReadUInt16BigEndian(bytes[(at + 2)..]);
            if (size > bytes.Length - at - 4)
            {
                return null;
            }

            attributes.Add((BinaryPrimitives.ReadUInt16BigEndian(bytes[at..]), at + 4, size));
            at += 4 + ((size + 3) & ~3);
        }

        return new StunMessage(datagram, attributes);
    }

    public bool Has(ushort type) => _attributes.Exists(a => a.Type == type);

    /// <summary>The value of the first attribute of that type, or an empty one.</summary>
    public ReadOnlySpan<byte> Value(ushort type)
    {
        var at = _attributes.FindIndex(a => a.Type == type);
        return at < 0 ? default : _bytes.Span.Slice(_attributes[at].Offset, _attributes[at].Length);
    }

    /// <summary>Null where there is none, or none that could be ours. RFC 3489 pads it with whatever to four bytes.</summary>
    public string? Username
    {
        get
        {
            var value = Value(StunAttribute.Username);
            return value.Length is 0 or > 256 ? null : Encoding.UTF8.GetString(value).TrimEnd('\0', ' ');
        }
    }

    /// <summary>
    /// Is MESSAGE-INTEGRITY right under that password? RFC 3489 11.2.8 hashes the message up to the attribute, padded with zeros to
    /// 64 bytes; RFC 5389 15.4 without padding and with the length up to the attribute's end; agents of either kind, and some
    /// of neither, are in the field, so each of these forms counts.
    /// </summary>
    public bool IsSignedWith(string password)
    {
        var at = _attributes.FindIndex(a => a.Type == StunAttribute.MessageIntegrity);
        if (at < 0 || _attributes[at].Length != HmacLength)
        {
            return false;
        }

        var end = _attributes[at].Offset - 4;
        var shown = _bytes.Span.Slice(_attributes[at].Offset, HmacLength);
        var key = Encoding.UTF8.GetBytes(password);
        var text = new byte[(end + 63) / 64 * 64];
        _bytes.Span[..end].CopyTo(text);
        var right = false;
        foreach (var length in (int[])[_bytes.Length - HeaderLength, end + 4 + HmacLength - HeaderLength, end - HeaderLength])
        {
            BinaryPrimitives.WriteUInt16BigEndian(text.AsSpan(2), (ushort)length);
            right |= CryptographicOperations.FixedTimeEquals(Hash(key, text), shown) | CryptographicOperations.FixedTimeEquals(Hash(key, text.AsSpan(0, end)), shown);
        }

        return right;
    }

#pragma warning disable CA5350 // RFC 3489 11.2.8 is HMAC-SHA1.
    private static byte[] Hash(byte[] key, ReadOnlySpan<byte> text) => HMACSHA1.HashData(key, text);
#pragma warning restore CA5350
}
