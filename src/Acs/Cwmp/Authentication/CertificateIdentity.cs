using Provisioning.Devices;

namespace Acs.Cwmp.Authentication;

/// <summary>The device that a certificate names.</summary>
/// <param name="ProductClass">Null: the form without it (TR-069 3.4.4).</param>
internal sealed record CertificateIdentity(string Oui, string? ProductClass, string SerialNumber)
{
    public bool Is(DeviceId device) =>
        Oui.Equals(device.Oui, StringComparison.OrdinalIgnoreCase)
        && SerialNumber.Equals(device.SerialNumber, StringComparison.Ordinal)
        && (ProductClass is null || ProductClass.Equals(device.ProductClass, StringComparison.Ordinal));
}
