namespace Provisioning.Storage.Rows;

/// <summary>What is known of how a gateway is reached from outside. Secrets are encrypted.</summary>
public sealed class DeviceReachRow
{
    public long DeviceId { get; set; }

    /// <summary>The way that woke it last: tried first the next time.</summary>
    public string? Way { get; set; }

    public DateTimeOffset? WayAt { get; set; }

    /// <summary>STUNUsername; unique where present.</summary>
    public string? StunUsername { get; set; }

    public string? ProtectedStunPassword { get; set; }

    /// <summary>Hash of the STUN settings that the gateway took last; another one: they are written again.</summary>
    public string? StunWritten { get; set; }

    /// <summary>Times that writing them failed since they last changed.</summary>
    public int StunWriteAttempts { get; set; }

    /// <summary>Where the gateway's STUN client is seen from here, <c>address:port</c>; told with a valid HMAC.</summary>
    public string? UdpBinding { get; set; }

    public DateTimeOffset? UdpBindingAt { get; set; }
}
