namespace Provisioning.Campaigns;

/// <summary>The image of a campaign, as far as decisions look at it. Null metadata: any gateway.</summary>
public sealed record WantedImage(string Version, string? Oui, string? ProductClass, string? Manufacturer) : WantedChange
{
    public override string Order => $"install {Version}";

    public override string Proof => $"reports {Version}";

    public override string Already => $"already runs {Version}";

    public override string FirstStep => "take the download";

    public override string Still(DeviceFacts device) => $"still reports {device.SoftwareVersion ?? "no version"}";

    public override bool IsOn(DeviceFacts device) => string.Equals(device.SoftwareVersion?.Trim(), Version.Trim(), StringComparison.Ordinal);

    /// <summary>Why the image is not for that gateway, or null where it is.</summary>
    public override string? Unfit(DeviceFacts device)
    {
        if (Oui is { } oui && !string.Equals(oui, device.Oui, StringComparison.OrdinalIgnoreCase))
        {
            return $"the image is for OUI {oui}, the gateway's is {device.Oui}";
        }

        if (ProductClass is { } product && !string.Equals(product, device.ProductClass, StringComparison.Ordinal))
        {
            return $"the image is for product class {product}, the gateway's is {device.ProductClass}";
        }

        if (Manufacturer is { } maker && !string.Equals(maker, device.Manufacturer, StringComparison.OrdinalIgnoreCase))
        {
            return $"the image is for gateways by {maker}, this one is by {device.Manufacturer ?? "an unknown maker"}";
        }

        return null;
    }
}
