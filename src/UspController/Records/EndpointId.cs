using System.Diagnostics.CodeAnalysis;

namespace UspController.Records;

/// <summary>Reading of USP endpoint ids (TR-369 §2.3.2): <c>authority-scheme ":" [authority-id] ":" instance-id</c>.</summary>
internal static class EndpointId
{
    private const int MaxLength = 128;

    /// <summary>
    /// True for what may stand in a record and in a topic: an authority scheme, two colons, and no character that means
    /// something to MQTT or to a log.
    /// </summary>
    public static bool IsValid([NotNullWhen(true)] string? id)
    {
        if (id is null || id.Length is < 4 or > MaxLength)
        {
            return false;
        }

        var first = id.IndexOf(':', StringComparison.Ordinal);
        var second = first < 1 ? -1 : id.IndexOf(':', first + 1);
        return second > 0 && second < id.Length - 1 && id.AsSpan().IndexOfAnyExcept(Allowed) < 0;
    }

    /// <summary>
    /// OUI, product class and serial number as far as the id itself carries them: <c>os::OUI-SERIAL</c>,
    /// <c>ops::OUI-CLASS-SERIAL</c>. Other schemes become a device of the OUI <c>USP</c>, which no vendor has.
    /// </summary>
    public static DeviceId ToDeviceId(string id)
    {
        var colon = id.IndexOf(':', StringComparison.Ordinal);
        var scheme = colon < 0 ? "" : id[..colon];
        var instance = id[(id.LastIndexOf(':') + 1)..];
        var parts = instance.Split('-', scheme == "ops" ? 3 : 2);
        return (scheme, parts.Length) switch
        {
            ("os", 2) when Full(parts) => new DeviceId(Decode(parts[0]), "", Decode(parts[1])),
            ("ops", 3) when Full(parts) => new DeviceId(Decode(parts[0]), Decode(parts[1]), Decode(parts[2])),
            _ => new DeviceId("USP", "", id),
        };
    }

    private static readonly System.Buffers.SearchValues<char> Allowed = System.Buffers.SearchValues.Create(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._:%~@=!$&'()*,;[]{} ".Replace(" ", "", StringComparison.Ordinal));

    private static bool Full(string[] parts) => parts[0].Length > 0 && parts[^1].Length > 0;

    private static string Decode(string part) => Uri.UnescapeDataString(part);
}
