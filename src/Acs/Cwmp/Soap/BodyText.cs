using System.Buffers;
using System.Text;
using System.Text.Unicode;

namespace Acs.Cwmp.Soap;

/// <summary>
/// Turns a body's bytes into characters that an XML reader accepts, whatever the gateway claims: the charset of the HTTP
/// header, then the XML declaration's, then UTF-8, then Latin-1, each strictly, so that the first that fits wins.
/// Characters that XML 1.0 forbids are left out (firmware writes 0x01 into values).
/// </summary>
internal static class BodyText
{
    private static readonly SearchValues<char> _forbidden = SearchValues.Create(
        "\0\u0001\u0002\u0003\u0004\u0005\u0006\u0007\u0008\u000b\u000c\u000e\u000f\u0010\u0011\u0012\u0013\u0014\u0015\u0016\u0017\u0018\u0019\u001a\u001b\u001c\u001d\u001e\u001f\ufffe\uffff");

    /// <summary>An empty POST; whitespace and NUL count as nothing.</summary>
    public static bool IsBlank(ReadOnlySpan<byte> body) => !body.ContainsAnyExcept(" \t\r\n\0"u8);

    /// <summary>Decodes and filters; <paramref name="destination"/> is at least as long as the body. Returns the characters written.</summary>
    /// <param name="filtered">How many characters were left out.</param>
    public static int Decode(ReadOnlySpan<byte> body, string? charset, Span<char> destination, out int filtered)
    {
        var length = Decode(body, charset, destination);
        var kept = Filter(destination[..length]);
        filtered = length - kept;
        return kept;
    }

    /// <summary>A value without what XML forbids; numeric references (<c>&amp;#1;</c>) get that far.</summary>
    public static string Clean(string value)
    {
        if (!value.AsSpan().ContainsAny(_forbidden))
        {
            return value;
        }

        var copy = value.ToCharArray();
        return new string(copy, 0, Filter(copy));
    }

    private static int Decode(ReadOnlySpan<byte> body, string? charset, Span<char> destination)
    {
        if (body is [0xEF, 0xBB, 0xBF, ..])
        {
            body = body[3..];
            charset = null;
        }
        else if (body is [0xFF, 0xFE, ..] or [0xFE, 0xFF, ..])
        {
            var utf16 = new UnicodeEncoding(bigEndian: body[0] == 0xFE, byteOrderMark: true, throwOnInvalidBytes: true);
            if (TryDecode(utf16, body[2..], destination, out var count))
            {
                return count;
            }
        }

        if (charset is not null && TryDecode(Find(charset), body, destination, out var length))
        {
            return length;
        }

        if (Declared(body) is { } declared && TryDecode(Find(declared), body, destination, out length))
        {
            return length;
        }

        return Utf8.ToUtf16(body, destination, out _, out length, replaceInvalidSequences: false) == OperationStatus.Done
            ? length
            : Encoding.Latin1.GetChars(body, destination);
    }

    private static bool TryDecode(Encoding? encoding, ReadOnlySpan<byte> body, Span<char> destination, out int length)
    {
        length = 0;
        if (encoding is null)
        {
            return false;
        }

        try
        {
            return encoding.TryGetChars(body, destination, out length);
        }
        catch (DecoderFallbackException)
        {
            return false;
        }
    }

    /// <summary>Null for UTF-8, which is tried anyway, and for names that nobody knows.</summary>
    private static Encoding? Find(string name)
    {
        if (name.Equals("utf-8", StringComparison.OrdinalIgnoreCase) || name.Equals("utf8", StringComparison.OrdinalIgnoreCase))
        {
            return null;
        }

        try
        {
            return CodePagesEncodingProvider.Instance.GetEncoding(name, EncoderFallback.ExceptionFallback, DecoderFallback.ExceptionFallback)
                ?? Encoding.GetEncoding(name, EncoderFallback.ExceptionFallback, DecoderFallback.ExceptionFallback);
        }
        catch (ArgumentException)
        {
            return null;
        }
    }

    /// <summary>The <c>encoding</c> of the XML declaration, if it is not UTF-8's usual one.</summary>
    private static string? Declared(ReadOnlySpan<byte> body)
    {
        var end = body.StartsWith("<?xml"u8) ? body[..Math.Min(body.Length, 200)].IndexOf("?>"u8) : -1;
        if (end < 0)
        {
            return null;
        }

        var declaration = body[..end];
        var at = declaration.IndexOf("encoding"u8);
        if (at < 0)
        {
            return null;
        }

        var value = declaration[(at + 8)..].TrimStart(" \t\r\n="u8);
        if (value.Length < 2 || value[0] is not ((byte)'"' or (byte)'\''))
        {
            return null;
        }

        var close = value[1..].IndexOf(value[0]);
        return close <= 0 || Ascii.EqualsIgnoreCase(value.Slice(1, close), "utf-8"u8)
            ? null
            : Encoding.ASCII.GetString(value.Slice(1, close));
    }

    private static int Filter(Span<char> text)
    {
        var at = text.IndexOfAny(_forbidden);
        if (at < 0)
        {
            return text.Length;
        }

        var kept = at;
        for (var i = at; i < text.Length; i++)
        {
            if (!_forbidden.Contains(text[i]))
            {
                text[kept++] = text[i];
            }
        }

        return kept;
    }
}
