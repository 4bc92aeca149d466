using System.Diagnostics.CodeAnalysis;

namespace Provisioning.Mud;

/// <summary>DNS names as MUD files may hold them: A-labels, no wildcard (RFC 8520 §7, RFC 1123 §2.1).</summary>
public static class DnsNames
{
    /// <summary>Lower case, without trailing dot.</summary>
    public static bool TryNormalise(string text, [NotNullWhen(true)] out string? name)
    {
        name = null;
        var trimmed = text.EndsWith('.') ? text[..^1] : text;
        if (trimmed.Length is 0 or > 253 || !trimmed.Split('.').All(IsLabel))
        {
            return false;
        }

        name = trimmed.ToLowerInvariant();
        return true;
    }

    private static bool IsLabel(string label) =>
        label.Length is > 0 and < 64 && label[0] != '-' && label[^1] != '-' &&
        label.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_');
}
