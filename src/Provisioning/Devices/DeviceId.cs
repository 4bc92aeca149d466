using System.Diagnostics.CodeAnalysis;

namespace Provisioning.Devices;

/// <summary>
/// What names a gateway everywhere outside: <c>OUI-ProductClass-SerialNumber</c>, each part percent-encoded so that the
/// hyphens that separate are the only ones (TR-069 3.4.4 writes the same triple). The same over both protocols.
/// </summary>
public readonly record struct DeviceId(string Oui, string ProductClass, string SerialNumber)
{
    /// <summary>
    /// True when both name one gateway: same OUI and serial number, and the same product class or none on one side. TR-069 3.4.4 and
    /// the <c>os::</c> endpoint ids of TR-369 know a form without it.
    /// </summary>
    public bool IsSameGateway(DeviceId other) =>
        Oui == other.Oui && SerialNumber == other.SerialNumber
        && (ProductClass == other.ProductClass || ProductClass.Length == 0 || other.ProductClass.Length == 0);

    public override string ToString() => $"{Encode(Oui)}-{Encode(ProductClass)}-{Encode(SerialNumber)}";

    public static bool TryParse([NotNullWhen(true)] string? text, out DeviceId id)
    {
        id = default;
        var parts = text?.Split('-');
        if (parts is not { Length: 3 } || parts[0].Length == 0 || parts[2].Length == 0)
        {
            return false;
        }

        id = new DeviceId(Decode(parts[0]), Decode(parts[1]), Decode(parts[2]));
        return true;
    }

    private static string Encode(string part) => Uri.EscapeDataString(part).Replace("-", "%2D", StringComparison.Ordinal);

    private static string Decode(string part) => Uri.UnescapeDataString(part);
}
