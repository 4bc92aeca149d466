namespace Provisioning.Devices;

/// <summary>What a gateway says of itself at a contact. Over USP the triple comes from <c>Device.DeviceInfo.</c>.</summary>
/// <param name="EndpointId">USP endpoint id, null over CWMP.</param>
public sealed record DeviceIdentity(
    DeviceId Id,
    string? Manufacturer = null,
    string? ModelName = null,
    string? EndpointId = null);
