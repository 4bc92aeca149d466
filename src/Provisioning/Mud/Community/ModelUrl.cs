using System.Security.Cryptography;
using System.Text;

namespace Provisioning.Mud.Community;

/// <summary>
/// Stands for the MUD URL of a model that announces none, inside the server only. Its authority is of that model alone, so no two models are of
/// the same manufacturer by it, and it leads nowhere (RFC 6761 §6.4). Pure.
/// </summary>
internal static class ModelUrl
{
    private const string Suffix = ".model.invalid/";

    public static string Of(string model) =>
        $"https://{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(model)).AsSpan(0, 16))}{Suffix}{Uri.EscapeDataString(model)}";

    public static bool Is(string? url) => ModelOf(url) is not null;

    /// <returns>Null: it is a MUD URL like others.</returns>
    public static string? ModelOf(string? url) =>
        url is not null && url.IndexOf(Suffix, StringComparison.Ordinal) is > 0 and var at ? Uri.UnescapeDataString(url[(at + Suffix.Length)..]) : null;
}
