namespace Provisioning.Wire;

/// <summary>An exchange that is ready to be kept, and whose it is.</summary>
/// <param name="DeviceKey">As the gateway says; null: it did not say.</param>
/// <param name="EndpointId">USP endpoint id, where that is all that is known.</param>
public sealed record WireRecord(string? DeviceKey, string? EndpointId, WireExchange Exchange);
