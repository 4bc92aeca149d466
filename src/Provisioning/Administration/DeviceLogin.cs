namespace Provisioning.Administration;

/// <summary>What a device logs in with, told once to the one who ordered it.</summary>
/// <param name="Username">Over CWMP; over USP too, where the agent can have any user name.</param>
/// <param name="EndpointId">The MQTT user name of a USP agent; null while none is known.</param>
public sealed record DeviceLogin(string Username, string? EndpointId, string Password);
