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
    string? RemoteAddress = null)
{
    /// <summary>UDPConnectionRequestAddress, as the gateway tells it: <c>host:port</c>, port 80 where there is none (TR-069 G.2.1.2).</summary>
    public string? UdpAddress { get; init; }

    /// <summary>Where its STUN client was seen, verified: <c>address:port</c>. Newer than <see cref="UdpAddress"/>, mostly.</summary>
    public string? UdpBinding { get; init; }

    /// <summary>ConnReqJabberID (TR-069 K.2).</summary>
    public string? JabberId { get; init; }

    /// <summary>What it runs, for the rules of its firmware.</summary>
    public string? SoftwareVersion { get; init; }

    /// <summary>The way that woke it last; null: none yet.</summary>
    public string? LastWay { get; init; }
}
