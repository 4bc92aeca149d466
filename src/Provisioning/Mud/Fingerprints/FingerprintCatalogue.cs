using System.Globalization;
using System.IO.Enumeration;

namespace Provisioning.Mud.Fingerprints;

/// <summary>Says what a host may be by its MAC address, DHCP vendor class and name. Pure.</summary>
public sealed class FingerprintCatalogue(IReadOnlyList<Fingerprint> entries)
{
    public IReadOnlyList<Fingerprint> Entries { get; } = entries;

    /// <summary>The surest; of equally sure ones the one that asks for more.</summary>
    /// <param name="mac">Lower case with colons.</param>
    /// <returns>Null: nothing is known of it.</returns>
    public FingerprintMatch? Of(string mac, string? vendorClass, string? hostName) =>
        Entries.Where(e => Holds(e, mac, vendorClass, hostName))
            .OrderByDescending(e => e.Confidence).ThenByDescending(Conditions).ThenBy(e => e.Model, StringComparer.Ordinal)
            .Select(e => new FingerprintMatch(e.Model, e.MudUrl, e.Confidence, Because(e, mac, vendorClass, hostName)))
            .FirstOrDefault();

    private static bool Holds(Fingerprint entry, string mac, string? vendorClass, string? hostName) =>
        (entry.Oui is not { Count: > 0 } ouis || (!IsLocal(mac) && ouis.Any(o => mac.StartsWith(o, StringComparison.OrdinalIgnoreCase))))
        && (entry.VendorClass is null || Fits(entry.VendorClass, vendorClass))
        && (entry.HostName is null || Fits(entry.HostName, hostName));

    /// <summary>Made up by the host itself (IEEE 802 locally administered bit): no vendor's.</summary>
    private static bool IsLocal(string mac) => mac.Length > 1 && mac[1] is '2' or '3' or '6' or '7' or 'a' or 'b' or 'e' or 'f';

    private static bool Fits(string pattern, string? text) => text is not null && FileSystemName.MatchesSimpleExpression(pattern, text, ignoreCase: true);

    private static int Conditions(Fingerprint entry) => (entry.Oui is { Count: > 0 } ? 1 : 0) + (entry.VendorClass is null ? 0 : 1) + (entry.HostName is null ? 0 : 1);

    private static string Because(Fingerprint entry, string mac, string? vendorClass, string? hostName)
    {
        string?[] words =
        [
            entry.Oui is { Count: > 0 } ? $"MAC vendor {mac[..8]}" : null,
            entry.VendorClass is null ? null : $"DHCP vendor class {vendorClass}",
            entry.HostName is null ? null : $"host name {hostName}",
        ];
        return string.Create(CultureInfo.InvariantCulture, $"It looks like {entry.Model} ({entry.Confidence:P0}): {string.Join(", ", words.OfType<string>())}.");
    }
}
