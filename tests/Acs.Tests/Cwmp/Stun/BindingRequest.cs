using System.Buffers.Binary;
using System.Net;
using System.Security.Cryptography;
using System.Text;

namespace Acs.Tests.Cwmp.Stun;

/// <summary>A gateway's STUN client, as its vendor would write it: no code of the server's.</summary>
internal sealed class BindingRequest
{
    private readonly List<byte> _bytes = [0, 1, 0, 0];

    public BindingRequest(bool cookie = false)
    {
        var transaction = RandomNumberGenerator.GetBytes(16);
        if (cookie)
        {
            BinaryPrimitives.WriteUInt32BigEndian(transaction, 0x2112A442);
        }

        Transaction = transaction;
        _bytes.AddRange(transaction);
    }

    public byte[] Transaction { get; }

    public BindingRequest With(ushort type, params byte[] value)
    {
        _bytes.AddRange([(byte)(type >> 8), (byte)type, (byte)(value.Length >> 8), (byte)value.Length]);
        _bytes.AddRange(value);
        _bytes.AddRange(new byte[(4 - (value.Length % 4)) % 4]);
        return this;
    }

    public BindingRequest Gateway() => With(0xC001, Encoding.ASCII.GetBytes("dslforum.org/TR-111 "));

    public BindingRequest Changed() => With(0xC002);

    public BindingRequest Named(string name) => With(6, Encoding.UTF8.GetBytes(name));

    /// <summary>RFC 3489 pads the text with zeros to 64 bytes; RFC 5389 does not.</summary>
    public BindingRequest Signed(string password, bool padded)
    {
        var text = _bytes.ToArray();
        BinaryPrimitives.WriteUInt16BigEndian(text.AsSpan(2), (ushort)(text.Length + 24 - 20));
        if (padded)
        {
            Array.Resize(ref text, (text.Length + 63) / 64 * 64);
        }

#pragma warning disable CA5350 // RFC 3489 is HMAC-SHA1.
        return With(8, HMACSHA1.HashData(Encoding.UTF8.GetBytes(password), text));
#pragma warning restore CA5350
    }

    public byte[] Bytes()
    {
        var bytes = _bytes.ToArray();
        BinaryPrimitives.WriteUInt16BigEndian(bytes.AsSpan(2), (ushort)(bytes.Length - 20));
        return bytes;
    }

    /// <summary>Values of a response by type; the transaction has to be the request's.</summary>
    public Dictionary<int, byte[]> Read(byte[] response)
    {
        Assert.That(response[4..20], Is.EqualTo(Transaction));
        Assert.That(BinaryPrimitives.ReadUInt16BigEndian(response.AsSpan(2)), Is.EqualTo(response.Length - 20));
        var values = new Dictionary<int, byte[]>();
        for (var at = 20; at < response.Length;)
        {
            var length = BinaryPrimitives.ReadUInt16BigEndian(response.AsSpan(at + 2));
            values[BinaryPrimitives.ReadUInt16BigEndian(response.AsSpan(at))] = response[(at + 4)..(at + 4 + length)];
            at += 4 + ((length + 3) / 4 * 4);
        }

        return values;
    }

    public static IPEndPoint Mapped(byte[] value) => new(new IPAddress(value[4..]), BinaryPrimitives.ReadUInt16BigEndian(value.AsSpan(2)));
}
