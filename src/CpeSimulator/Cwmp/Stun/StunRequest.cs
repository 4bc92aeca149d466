using System.Buffers.Binary;
using System.Net;
using System.Security.Cryptography;
using System.Text;

namespace CpeSimulator.Cwmp.Stun;

/// <summary>Binding requests as RFC 3489 and TR-069 G.2.1.1 have them, and what is read of the answers.</summary>
internal static class StunRequest
{
    public static byte[] Binding() => Finish(Begin());

    /// <param name="password">Null: without MESSAGE-INTEGRITY, as at first.</param>
    public static byte[] Notice(string user, string? password)
    {
        var bytes = Begin();
        Add(bytes, 0xC002, []);
        Add(bytes, 6, Encoding.UTF8.GetBytes(user.PadRight((user.Length + 3) / 4 * 4)));
        if (password is not null)
        {
            var text = new byte[(bytes.Count + 63) / 64 * 64];
            bytes.CopyTo(text);
            BinaryPrimitives.WriteUInt16BigEndian(text.AsSpan(2), (ushort)(bytes.Count + 4));
#pragma warning disable CA5350 // RFC 3489 is HMAC-SHA1.
            Add(bytes, 8, HMACSHA1.HashData(Encoding.UTF8.GetBytes(password), text));
#pragma warning restore CA5350
        }

        return Finish(bytes);
    }

    /// <summary>MAPPED-ADDRESS of a binding response.</summary>
    public static IPEndPoint? Mapped(byte[] answer) =>
        Find(answer, 1) is { Length: 8 } value ? new IPEndPoint(new IPAddress(value.AsSpan(4)), BinaryPrimitives.ReadUInt16BigEndian(value.AsSpan(2))) : null;

    /// <summary>Of ERROR-CODE; 0: none.</summary>
    public static int Code(byte[] answer) => Find(answer, 9) is { Length: >= 4 } value ? (value[2] * 100) + value[3] : 0;

    private static List<byte> Begin()
    {
        List<byte> bytes = [0, 1, 0, 0, .. RandomNumberGenerator.GetBytes(16)];
        Add(bytes, 0xC001, Encoding.ASCII.GetBytes("dslforum.org/TR-111 "));
        return bytes;
    }

    private static void Add(List<byte> bytes, int type, byte[] value)
    {
        bytes.AddRange([(byte)(type >> 8), (byte)type, 0, (byte)value.Length]);
        bytes.AddRange(value);
    }

    private static byte[] Finish(List<byte> bytes)
    {
        var done = bytes.ToArray();
        BinaryPrimitives.WriteUInt16BigEndian(done.AsSpan(2), (ushort)(done.Length - 20));
        return done;
    }

    private static byte[]? Find(byte[] answer, int type)
    {
        for (var at = 20; at + 4 <= answer.Length;)
        {
            var length = BinaryPrimitives.ReadUInt16BigEndian(answer.AsSpan(at + 2));
            if (at + 4 + length > answer.Length)
            {
                return null;
            }

            if (BinaryPrimitives.ReadUInt16BigEndian(answer.AsSpan(at)) == type)
            {
                return answer[(at + 4)..(at + 4 + length)];
            }

            at += 4 + ((length + 3) / 4 * 4);
        }

        return null;
    }
}
