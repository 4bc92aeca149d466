using System.IO.Compression;
using System.Text;
using Provisioning.Conversations;
using Provisioning.Wire;

namespace Acs.Cwmp.Wire;

/// <summary>One HTTP/1.1 message as bytes: taken apart, its secrets blotted out in place.</summary>
internal static class HttpBytes
{
    private const int MaxHeaders = 200;

    public static WireMessage Read(byte[] raw, long cut, ConversationDirection direction, int limit)
    {
        var head = HeadOf(raw);
        HeaderSecrets.Mask(raw.AsSpan(0, head));
        var lines = Encoding.Latin1.GetString(raw, 0, head).Split('\n').Select(l => l.TrimEnd('\r')).ToList();
        // A 100 Continue stands in front of the message itself.
        var first = lines.FindLastIndex(l => l.StartsWith("HTTP/1.", StringComparison.Ordinal));
        first = Math.Max(first, 0);
        var headers = lines.Skip(first + 1).Where(l => l.Contains(':', StringComparison.Ordinal)).Take(MaxHeaders)
            .Select(l => new WireField(l[..l.IndexOf(':', StringComparison.Ordinal)].Trim(), l[(l.IndexOf(':', StringComparison.Ordinal) + 1)..].Trim()))
            .ToList();
        var body = raw[head..];
        var note = cut > 0 ? $"{cut} bytes more are not kept." : null;
        var pieces = Field(headers, "Transfer-Encoding")?.Contains("chunked", StringComparison.OrdinalIgnoreCase) == true ? Chunks.Of(body) : [(0, body.Length)];
        var content = Chunks.Join(body, pieces);
        var plain = content;
        if (Field(headers, "Content-Encoding") is { Length: > 0 } coding && !coding.Equals("identity", StringComparison.OrdinalIgnoreCase) && content.Length > 0)
        {
            plain = Inflate(content, coding, limit);
            if (plain is null || XmlSecrets.Mask(plain))
            {
                note = plain is null ? "The body cannot be inflated and is not kept." : $"The body was sent as {coding}; it is kept inflated, because it holds secrets.";
                body = plain ?? [];
            }
        }
        else if (XmlSecrets.Mask(plain))
        {
            Chunks.Spread(plain, body, pieces);
        }

        return new WireMessage
        {
            Direction = direction,
            Line = lines.Count > 0 ? lines[first] : "",
            Headers = headers,
            Head = raw[..head],
            Body = body,
            Text = plain is { Length: > 0 } ? Text(plain) : null,
            Note = note,
        };
    }

    public static string? Field(IEnumerable<WireField> headers, string name) =>
        headers.FirstOrDefault(h => h.Name.Equals(name, StringComparison.OrdinalIgnoreCase))?.Value;

    public static string Text(byte[] bytes)
    {
        var (wide, bigEndian) = XmlSecrets.Width(bytes);
        if (wide)
        {
            return (bigEndian ? Encoding.BigEndianUnicode : Encoding.Unicode).GetString(bytes);
        }

        try
        {
            return new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(bytes);
        }
        catch (DecoderFallbackException)
        {
            return Encoding.Latin1.GetString(bytes);
        }
    }

    private static int HeadOf(byte[] raw)
    {
        var at = 0;
        while (true)
        {
            var end = raw.AsSpan(at).IndexOf("\r\n\r\n"u8) is >= 0 and var strict ? at + strict + 4
                : raw.AsSpan(at).IndexOf("\n\n"u8) is >= 0 and var bare ? at + bare + 2
                : raw.Length;
            if (end < raw.Length && raw.AsSpan(at).StartsWith("HTTP/1.1 1"u8))
            {
                at = end;
                continue;
            }

            return end;
        }
    }

    private static byte[]? Inflate(byte[] content, string coding, int limit)
    {
        using var source = new MemoryStream(content);
        var zlib = content.Length >= 2 && (content[0] & 0x0F) == 8 && ((content[0] << 8) | content[1]) % 31 == 0;
        using Stream stream = coding.Contains("gzip", StringComparison.OrdinalIgnoreCase) ? new GZipStream(source, CompressionMode.Decompress)
            : zlib ? new ZLibStream(source, CompressionMode.Decompress)
            : new DeflateStream(source, CompressionMode.Decompress);
        var result = new byte[limit];
        try
        {
            return result[..stream.ReadAtLeast(result, limit, throwOnEndOfStream: false)];
        }
        catch (Exception e) when (e is InvalidDataException or IOException)
        {
            return null;
        }
    }
}
