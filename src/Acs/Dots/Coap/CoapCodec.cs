using System.Buffers.Binary;

namespace Acs.Dots.Coap;

/// <summary>CoAP over TCP in bytes (RFC 8323 §3.2, RFC 7252 §3.1). Pure.</summary>
internal static class CoapCodec
{
    /// <summary>What this side takes (option Max-Message-Size of its CSM): DOTS messages are small.</summary>
    public const int MaxMessage = 16 * 1024;

    private const int MaxOptions = 64;
    private const byte PayloadMarker = 0xFF;

    public static CoapReadResult Read(ReadOnlyMemory<byte> bytes)
    {
        var span = bytes.Span;
        if (span.IsEmpty)
        {
            return new CoapReadResult.More();
        }

        var (nibble, tokenLength) = (span[0] >> 4, span[0] & 0xF);
        var extended = nibble switch { 13 => 1, 14 => 2, 15 => 4, _ => 0 };
        if (tokenLength > 8)
        {
            return new CoapReadResult.Broken("the token is longer than 8 bytes");
        }

        if (span.Length < 1 + extended)
        {
            return new CoapReadResult.More();
        }

        var rest = span[1..];
        long length = nibble switch
        {
            13 => rest[0] + 13L,
            14 => BinaryPrimitives.ReadUInt16BigEndian(rest) + 269L,
            15 => BinaryPrimitives.ReadUInt32BigEndian(rest) + 65_805L,
            _ => nibble,
        };
        var head = 1 + extended + 1 + tokenLength;
        if (head + length > MaxMessage)
        {
            return new CoapReadResult.Broken($"the message has {head + length} bytes, and {MaxMessage} were agreed");
        }

        if (span.Length < head + length)
        {
            return new CoapReadResult.More();
        }

        var code = (CoapCode)span[1 + extended];
        var body = bytes.Slice(head, (int)length);
        var options = new List<CoapOption>();
        return ReadOptions(body, options, out var payload) is { } wrong
            ? new CoapReadResult.Broken(wrong)
            : new CoapReadResult.Whole(new CoapMessage(code, bytes.Slice(head - tokenLength, tokenLength).ToArray(), options, payload), head + (int)length);
    }

    public static byte[] Write(CoapMessage message)
    {
        using var body = new MemoryStream();
        var before = 0;
        foreach (var option in message.Options.OrderBy(o => o.Number))
        {
            WriteOption(body, option.Number - before, option.Value.Span);
            before = option.Number;
        }

        if (!message.Payload.IsEmpty)
        {
            body.WriteByte(PayloadMarker);
            body.Write(message.Payload.Span);
        }

        using var all = new MemoryStream();
        var (nibble, extra, bytes) = Length((int)body.Length);
        all.WriteByte((byte)((nibble << 4) | message.Token.Length));
        WriteNumber(all, extra, bytes);
        all.WriteByte((byte)message.Code);
        all.Write(message.Token.Span);
        body.WriteTo(all);
        return all.ToArray();
    }

    /// <returns>What is wrong; null: nothing.</returns>
    private static string? ReadOptions(ReadOnlyMemory<byte> body, List<CoapOption> options, out ReadOnlyMemory<byte> payload)
    {
        payload = default;
        var (at, number) = (0, 0);
        while (at < body.Length)
        {
            var first = body.Span[at++];
            if (first == PayloadMarker)
            {
                payload = body[at..].ToArray();
                return payload.IsEmpty ? "there is a payload marker and no payload" : null;
            }

            if (Extended(first >> 4, body.Span, ref at) is not { } delta || Extended(first & 0xF, body.Span, ref at) is not { } length || at + length > body.Length)
            {
                return "an option does not end where the message does";
            }

            number += delta;
            if (number > ushort.MaxValue || options.Count == MaxOptions)
            {
                return "there are too many options";
            }

            options.Add(new CoapOption(number, body.Slice(at, length).ToArray()));
            at += length;
        }

        return null;
    }

    private static int? Extended(int nibble, ReadOnlySpan<byte> body, ref int at)
    {
        var bytes = nibble switch { 13 => 1, 14 => 2, _ => 0 };
        if (nibble == 15 || at + bytes > body.Length)
        {
            return null;
        }

        var value = nibble switch { 13 => body[at] + 13, 14 => BinaryPrimitives.ReadUInt16BigEndian(body[at..]) + 269, _ => nibble };
        at += bytes;
        return value;
    }

    private static void WriteOption(MemoryStream to, int delta, ReadOnlySpan<byte> value)
    {
        var (d, l) = (Length(delta), Length(value.Length));
        to.WriteByte((byte)((d.Nibble << 4) | l.Nibble));
        WriteNumber(to, d.Extra, d.Bytes);
        WriteNumber(to, l.Extra, l.Bytes);
        to.Write(value);
    }

    private static (int Nibble, int Extra, int Bytes) Length(int length) => length switch
    {
        < 13 => (length, 0, 0),
        < 269 => (13, length - 13, 1),
        < 65_805 => (14, length - 269, 2),
        _ => (15, length - 65_805, 4),
    };

    private static void WriteNumber(MemoryStream to, int value, int bytes)
    {
        for (var shift = (bytes - 1) * 8; shift >= 0; shift -= 8)
        {
            to.WriteByte((byte)(value >> shift));
        }
    }
}
