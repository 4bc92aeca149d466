namespace UspController;

/// <summary><c>Acs:Usp:WebSocket</c> (TR-369 "WebSocket Binding"): a listener for agents that call, and a list of agents that are called.</summary>
public sealed class UspWebSocketOptions
{
    /// <summary>Listen for agents.</summary>
    public bool Enabled { get; set; }

    /// <summary>Address to listen on; <c>*</c> for all, IPv4 and IPv6.</summary>
    public string Address { get; set; } = "*";

    /// <summary>TCP port to listen on; 0 takes a free one.</summary>
    public int Port { get; set; } = 7587;

    /// <summary>The resource that is this controller (R-WS.2).</summary>
    public string Path { get; set; } = "/usp";

    /// <summary>With it the listener speaks TLS only.</summary>
    public UspCertificateOptions Certificate { get; set; } = new();

    /// <summary>Certificates of agents that call.</summary>
    public UspAgentCertificateOptions AgentCertificates { get; set; } = new();

    public UspBootstrapOptions Bootstrap { get; set; } = new();

    /// <summary>Agents that listen, and are called by this controller.</summary>
    public IList<UspWebSocketAgentOptions> Agents { get; } = [];

    /// <summary>PEM files of the authorities whose word counts for agents that listen with TLS; none: the machine's trust store.</summary>
    public IList<string> Authorities { get; } = [];

    /// <summary>Largest USP record in bytes, however many frames it comes in.</summary>
    public int MaxRecordBytes { get; set; } = 4 * 1024 * 1024;

    /// <summary>Connections at one time.</summary>
    public int MaxConnections { get; set; } = 100_000;

    /// <summary>Handshakes in a second, all agents together; beyond it 503.</summary>
    public int ConnectsPerSecond { get; set; } = 500;

    /// <summary>Handshakes in a minute from one IPv4 address or IPv6 /64; beyond it 429. Many gateways may share one behind a NAT.</summary>
    public int ConnectsPerMinuteAndAddress { get; set; } = 300;

    /// <summary>Seconds between pings. Whoever answers none for that long again is gone.</summary>
    public int KeepAliveSeconds { get; set; } = 30;
}
