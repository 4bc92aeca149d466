using System.Globalization;

namespace Provisioning.DataModels.Capabilities;

/// <summary>
/// The name of a capability or of one value of it: <c>wifi.networks</c>, <c>wifi.networks.1.ssid</c> (the first row's), <c>firewall.config</c>
/// (of a group with a single row).
/// </summary>
internal static class CapabilityName
{
    /// <summary>How a capability stands where a path is expected.</summary>
    public const string Prefix = "capability:";

    public const int MaxLength = 100;

    /// <returns>Row: from 1; null where none is named. Null: it is no such name.</returns>
    public static (string Group, int? Row, string? Field)? Read(string name)
    {
        var parts = name.Split('.');
        if (name.Length > MaxLength || parts.Any(p => p.Length == 0))
        {
            return null;
        }

        if (parts.Length >= 3 && int.TryParse(parts[^2], NumberStyles.None, CultureInfo.InvariantCulture, out var row))
        {
            return row is > 0 and <= 10_000 ? (string.Join('.', parts[..^2]), row, parts[^1]) : null;
        }

        // The groups of a single row have names of one word.
        return parts.Length == 2 && parts[0] is "firewall" or "firmware" ? (parts[0], null, parts[1]) : (name, null, null);
    }
}
