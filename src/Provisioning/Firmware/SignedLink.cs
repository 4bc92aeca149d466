using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Provisioning.Firmware;

/// <summary>
/// The form of what the file server's links say: a body of fixed length and the first half of its HMAC-SHA-256, in base64url.
/// </summary>
public static class SignedLink
{
    private const int TagBytes = 16;
    private const int MostBytes = 128;

    /// <param name="kind">Signed with the body, so that no link is two things; <see cref="FirmwareToken"/> came first and has none.</param>
    internal static string Sign(ReadOnlySpan<byte> key, ReadOnlySpan<byte> kind, ReadOnlySpan<byte> body)
    {
        Span<byte> token = stackalloc byte[body.Length + TagBytes];
        body.CopyTo(token);
        Tag(key, kind, body, token[body.Length..]);
        return Base64Url.EncodeToString(token);
    }

    /// <param name="body">As long as such a body is; filled only when the answer is true.</param>
    /// <returns>False: it was not signed with that key as a link of that kind.</returns>
    internal static bool TryRead(string text, ReadOnlySpan<byte> key, ReadOnlySpan<byte> kind, Span<byte> body)
    {
        Span<byte> token = stackalloc byte[body.Length + TagBytes];
        if (text.Length != Base64Url.GetEncodedLength(token.Length) || !Base64Url.IsValid(text)
            || !Base64Url.TryDecodeFromChars(text, token, out var length) || length != token.Length)
        {
            return false;
        }

        Span<byte> tag = stackalloc byte[TagBytes];
        Tag(key, kind, token[..body.Length], tag);
        if (!CryptographicOperations.FixedTimeEquals(tag, token[body.Length..]))
        {
            return false;
        }

        token[..body.Length].CopyTo(body);
        return true;
    }

    /// <summary>The one-time user name that goes with a link.</summary>
    public static string Username(string token) => token[^12..];

    /// <summary>The password that goes with <see cref="Username"/>.</summary>
    public static string PasswordOf(string token, ReadOnlySpan<byte> key) =>
        Base64Url.EncodeToString(HMACSHA256.HashData(key, Encoding.ASCII.GetBytes("password " + token)).AsSpan(0, TagBytes));

    private static void Tag(ReadOnlySpan<byte> key, ReadOnlySpan<byte> kind, ReadOnlySpan<byte> body, Span<byte> tag)
    {
        Span<byte> signed = stackalloc byte[MostBytes];
        kind.CopyTo(signed);
        body.CopyTo(signed[kind.Length..]);
        Span<byte> whole = stackalloc byte[HMACSHA256.HashSizeInBytes];
        HMACSHA256.HashData(key, signed[..(kind.Length + body.Length)], whole);
        whole[..TagBytes].CopyTo(tag);
    }
}
