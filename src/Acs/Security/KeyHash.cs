using System.Security.Cryptography;
using System.Text;

namespace Acs.Security;

/// <summary>Keys are random and long, so a plain SHA-256 keeps them; comparison takes the same time for every guess.</summary>
internal static class KeyHash
{
    public const int MaxKeyLength = 256;

    public static string Of(string key) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(key)));

    public static bool Same(string left, string right) =>
        CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(left), Encoding.ASCII.GetBytes(right));

    /// <summary>256 random bits, easy to copy: <c>acs_</c> and base64url.</summary>
    public static string NewKey() =>
        "acs_" + Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)).TrimEnd('=').Replace('+', '-').Replace('/', '_');
}
