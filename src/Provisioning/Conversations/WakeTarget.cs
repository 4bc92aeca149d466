using Provisioning.Devices;

namespace Provisioning.Conversations;

/// <summary>What a waker needs to know.</summary>
/// <param name="RemoteAddress">Where the device's last contact came from, without port: a connection request may go there.</param>
public sealed record WakeTarget(
    DeviceId Id,
    string? EndpointId,
    string? ConnectionRequestUrl,
    string? ConnectionRequestUsername,
    string? ConnectionRequestPassword,
    string? RemoteAddress = null);
