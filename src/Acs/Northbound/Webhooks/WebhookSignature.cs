using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Acs.Northbound.Webhooks;

/// <summary>
/// Signs as Standard Webhooks 1.0 says, so that receivers need no code of ours: HMAC-SHA256 over <c>id.timestamp.body</c>
/// under the base64 part of a <c>whsec_…</c> secret.
/// </summary>
internal static class WebhookSignature
{
    public const string Prefix = "whsec_";
    public const string IdHeader = "webhook-id";
    public const string TimestampHeader = "webhook-timestamp";
    public const string SignatureHeader = "webhook-signature";

    private const int LeastBytes = 24;
    private const int MostBytes = 64;

    /// <summary>192 random bits.</summary>
    public static string NewSecret() => Prefix + Convert.ToBase64String(RandomNumberGenerator.GetBytes(LeastBytes));

    /// <summary>Whether the text is a secret of 24 to 64 bytes.</summary>
    public static bool IsSecret(string text)
    {
        Span<byte> key = stackalloc byte[128];
        return text.StartsWith(Prefix, StringComparison.Ordinal) && text.Length < 128 &&
            Convert.TryFromBase64String(text[Prefix.Length..], key, out var length) && length is >= LeastBytes and <= MostBytes;
    }

    /// <summary>The value of <see cref="SignatureHeader"/>.</summary>
    public static string Of(string secret, string id, DateTimeOffset at, byte[] body)
    {
        var head = Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{id}.{at.ToUnixTimeSeconds()}."));
        return "v1," + Convert.ToBase64String(HMACSHA256.HashData(Convert.FromBase64String(secret[Prefix.Length..]), (byte[])[.. head, .. body]));
    }
}
