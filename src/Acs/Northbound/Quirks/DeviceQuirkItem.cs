using Provisioning.Devices.Quirks;
using Provisioning.Storage.Rows;

namespace Acs.Northbound;

/// <summary>A quirk that a device has shown.</summary>
/// <param name="Suggested">The setting of <c>Acs:Quirks</c> that would spare it the detour and is not made; null: none.</param>
internal sealed record DeviceQuirkItem(string Quirk, string Text, long Count, DateTimeOffset FirstSeenAt, DateTimeOffset LastSeenAt, string? Suggested)
{
    /// <param name="rules">Those that fit the device.</param>
    public static DeviceQuirkItem Of(DeviceQuirkRow row, IReadOnlyList<QuirkRule> rules)
    {
        var name = QuirkTexts.Switch(row.Quirk);
        return new DeviceQuirkItem(
            row.Quirk.ToString(), QuirkTexts.Text(row.Quirk), row.Count, row.FirstSeenAt, row.LastSeenAt,
            name is not null && !rules.Any(r => r.Switches.Keys.Contains(name, StringComparer.OrdinalIgnoreCase)) ? name : null);
    }
}
