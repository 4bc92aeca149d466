using System.Security.Cryptography;
using System.Text;

namespace Provisioning.Mud.Community;

/// <summary>
/// Stands for the MUD URL of a model that announces none, inside the server only. Its authority is of that model alone, so no two models are of
/// the same manufacturer by it, and it leads nowhere (RFC 6761 §6.4). Pure.
/// </summary>
internal static class ModelUrl
{
    private const string Scheme = "https://";
    private const string Suffix = ".model.invalid/";
    private const int HashDigits = 32;

    public static string Of(string model) => $"{Scheme}{HashOf(model)}{Suffix}{Uri.EscapeDataString(model)}";

    public static bool Is(string? url) => ModelOf(url) is not null;

    /// <returns>Null: it is a MUD URL like others.</returns>
    public static string? ModelOf(string? url)
    {
        var suffix = Scheme.Length + HashDigits;
        return url is not null && url.StartsWith(Scheme, StringComparison.Ordinal) && url.Length > suffix + Suffix.Length
            && url.AsSpan(suffix).StartsWith(Suffix, StringComparison.Ordinal) && Uri.UnescapeDataString(url[(suffix + Suffix.Length)..]) is var model
            && url.AsSpan(Scheme.Length, HashDigits).SequenceEqual(HashOf(model)) ? model : null;
    }

    private static string HashOf(string model) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(model)).AsSpan(0, HashDigits / 2));
}
