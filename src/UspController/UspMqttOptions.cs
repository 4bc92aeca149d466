namespace UspController;

/// <summary><c>Acs:Usp:Mqtt</c>.</summary>
public sealed class UspMqttOptions
{
    public UspMqttMode Mode { get; set; } = UspMqttMode.Embedded;

    /// <summary>Embedded: TCP port to listen on; 0 takes a free one.</summary>
    public int Port { get; set; } = 1883;

    /// <summary>Embedded: address to listen on; <c>*</c> for all, IPv4 and IPv6.</summary>
    public string Address { get; set; } = "*";

    /// <summary>External: <c>host</c> or <c>host:port</c> of the broker.</summary>
    public string Server { get; set; } = "";

    /// <summary>External: what the controller logs in with; empty for none.</summary>
    public string User { get; set; } = "";

    public string Password { get; set; } = "";

    /// <summary>Embedded: listen without TLS too. Off where agents come across the Internet (TR-369 R-MTP.0).</summary>
    public bool Plain { get; set; } = true;

    /// <summary>Embedded: TCP port for TLS, listened on where <see cref="TlsCertificate"/> names a file; 0 takes a free one.</summary>
    public int TlsPort { get; set; } = 8883;

    /// <summary>Embedded: what agents see. External: what the broker sees, where it wants a client certificate.</summary>
    public UspCertificateOptions TlsCertificate { get; } = new();

    public UspAgentCertificateOptions TlsAgents { get; } = new();

    /// <summary>External: TLS 1.2 or later to the broker.</summary>
    public bool Tls { get; set; }

    /// <summary>External: PEM files of the authorities that may vouch for the broker. Empty: those that the system trusts.</summary>
    public IList<string> TlsAuthorities { get; } = [];

    /// <summary>External: the name that the broker's certificate has to bear; empty: the host of <see cref="Server"/>.</summary>
    public string TlsServerName { get; set; } = "";

    /// <summary>
    /// External: this node's name among several at one broker, different at each. They share the controller's topic; answers come
    /// below <c>…/node/NAME</c>. Empty: it is the only one.
    /// </summary>
    public string Node { get; set; } = "";

    /// <summary>External: the group of the nodes' shared subscription, different for another controller at the same broker.</summary>
    public string SharedGroup { get; set; } = "acs";

    /// <summary>
    /// External: how long the broker keeps messages for this controller while it is away, in seconds (MQTT 5 Session Expiry). None are kept
    /// for one of several nodes: the others get them.
    /// </summary>
    public int SessionSeconds { get; set; } = 300;

    /// <summary>
    /// External: the broker's access list keeps the level of the controller's topic that is an agent's endpoint id for that agent (see
    /// <c>acs usp acl</c>), so that whoever speaks there counts as authenticated. Elsewhere, or with false, agents count as anonymous,
    /// for a broker does not tell who published.
    /// </summary>
    public bool BrokerVouches { get; set; }

    /// <summary>Where agents publish. Below it too: MQTT 3.1.1 agents append their reply topic.</summary>
    public string ControllerTopic { get; set; } = "usp/controller/acs";

    /// <summary>Embedded: what stands before the endpoint id in the topic that an agent may subscribe to.</summary>
    public string AgentTopicPrefix { get; set; } = "usp/agent/";

    public UspBootstrapOptions Bootstrap { get; set; } = new();

    /// <summary>Largest MQTT packet in bytes. A whole data model in one response is 1.6 MB at large gateways.</summary>
    public int MaxPacketBytes { get; set; } = 4 * 1024 * 1024;

    /// <summary>Embedded: connections at one time.</summary>
    public int MaxConnections { get; set; } = 100_000;

    internal bool HasTlsListener => Mode == UspMqttMode.Embedded && TlsCertificate.Path.Length > 0;
}
