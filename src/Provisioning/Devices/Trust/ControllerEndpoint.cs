namespace Provisioning.Devices.Trust;

/// <summary>This server's USP endpoint id, by which it finds its own row among an agent's controllers.</summary>
public sealed record ControllerEndpoint(string Id);
