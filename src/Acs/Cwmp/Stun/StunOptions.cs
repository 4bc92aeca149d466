namespace Acs.Cwmp.Stun;

/// <summary><c>Acs:Cwmp:Stun</c>: the embedded STUN server and UDP connection requests (TR-069 Annex G).</summary>
internal sealed class StunOptions
{
    public bool Enabled { get; set; }

    /// <summary>IP address to listen at; connection requests leave from the same address and port.</summary>
    public string Address { get; set; } = "0.0.0.0";

    public int Port { get; set; } = 3478;

    /// <summary>Name or address by which gateways reach this server. Empty: none is told to use it; those that are set so otherwise may.</summary>
    public string? Server { get; set; }

    /// <summary>The port that gateways are told, where it is another than <see cref="Port"/>.</summary>
    public int? PublicPort { get; set; }

    /// <summary>Seconds.</summary>
    public int MinimumKeepAlive { get; set; } = 30;

    /// <summary>Seconds.</summary>
    public int MaximumKeepAlive { get; set; } = 120;

    /// <summary>Datagrams answered per address and second; a NAT of many homes needs more.</summary>
    public int RequestsPerSecond { get; set; } = 50;

    public Provisioning.Conversations.StunPolicy Policy =>
        new(Enabled && !string.IsNullOrWhiteSpace(Server) ? Server : null, PublicPort ?? Port, MinimumKeepAlive, MaximumKeepAlive);

    /// <summary>Seconds to wait for the Inform that a UDP connection request asks for.</summary>
    public int WaitSeconds { get; set; } = 15;
}
