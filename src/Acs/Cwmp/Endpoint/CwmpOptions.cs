using Provisioning.Devices;

namespace Acs.Cwmp.Endpoint;

/// <summary><c>Acs:Cwmp</c>: the CPEs' listener.</summary>
internal sealed class CwmpOptions
{
    public const string Section = "Acs:Cwmp";

    /// <summary>Addresses to listen at, separated by semicolons; <c>http://*:7547</c>. An https address needs <see cref="Certificate"/>.</summary>
    public string Url { get; set; } = "http://*:7547";

    public CwmpCertificateOptions Certificate { get; set; } = new();

    public ClientCertificateOptions ClientCertificates { get; set; } = new();

    /// <summary>
    /// Networks of proxies that end TLS before this server. Only from there do <c>X-Forwarded-For</c>, <c>X-Forwarded-Proto</c> and the
    /// certificate header count.
    /// </summary>
    public IList<string> Proxies { get; } = [];

    public LockOutOptions LockOut { get; set; } = new();

    /// <summary>Digest realm. A gateway stores nothing of it; it only enters the hash.</summary>
    public string Realm { get; set; } = "acs";

    /// <summary>A credential that the whole fleet may share for its first contact.</summary>
    public CwmpBootstrapOptions Bootstrap { get; set; } = new();

    /// <summary>
    /// Basic is never offered without TLS. Sent unasked its secret has crossed the wire already, so refusing it protects
    /// nobody, and some agents do nothing else: accepted unless set to false.
    /// </summary>
    public bool AllowBasicOverHttp { get; set; } = true;

    /// <summary>Bytes of one POST, before and after inflation.</summary>
    public int MaxBodyBytes { get; set; } = 4 * 1024 * 1024;

    /// <summary>Seconds to wait for a gateway's next POST.</summary>
    public int SessionTimeoutSeconds { get; set; } = 30;

    /// <summary>Sessions at a time; beyond it an Inform gets 503 with Retry-After before any work.</summary>
    public int MaxSessions { get; set; } = 20_000;

    /// <summary>Requests worked on at a time; beyond it an Inform gets 503.</summary>
    public int MaxConcurrentRequests { get; set; } = 1_000;

    /// <summary>Seconds that an overloaded server asks for, plus up to half as much again by chance.</summary>
    public int RetryAfterSeconds { get; set; } = 30;

    /// <summary>
    /// A CPE that returns no cookie is known by its TCP connection. Off behind a proxy that shares connections between CPEs;
    /// requests with a Via, Forwarded or X-Forwarded-For header are never matched that way.
    /// </summary>
    public bool SessionByConnection { get; set; } = true;

    /// <summary>Write booleans as 1 and 0.</summary>
    public bool NumericBooleans { get; set; }

    /// <summary>Begin every message with an XML declaration: some firmware demands it, some breaks on it.</summary>
    public bool XmlDeclaration { get; set; } = true;

    /// <summary>
    /// Gateways with alias-based addressing (TR-069 3.6.1) are told to answer with instance numbers. False: their
    /// <c>InstanceMode</c> is left as it is.
    /// </summary>
    public bool InstanceNumbers { get; set; } = true;

    /// <summary>
    /// <c>ManagementServer.AutoCreateInstances</c> of gateways with alias-based addressing: whether a write to an alias that is
    /// not there makes the instance. Not set: left as it is.
    /// </summary>
    public bool? AutoCreateInstances { get; set; }

    public Provisioning.Conversations.AddressingPolicy Addressing => new(InstanceNumbers, AutoCreateInstances);

    public Stun.StunOptions Stun { get; set; } = new();

    public Xmpp.XmppOptions Xmpp { get; set; } = new();

    public ConnectionRequestOptions ConnectionRequest { get; set; } = new();

    /// <summary><c>Acs:Enrolment</c>, not of this section.</summary>
    public Enrolment Enrolment { get; set; } = Enrolment.Quarantine;
}
