using Provisioning.Devices;

namespace Provisioning.Conversations;

/// <summary>What a waker needs to know.</summary>
public sealed record WakeTarget(
    DeviceId Id,
    string? EndpointId,
    string? ConnectionRequestUrl,
    string? ConnectionRequestUsername,
    string? ConnectionRequestPassword);
