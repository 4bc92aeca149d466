namespace Acs.Cwmp.Xmpp;

/// <summary><c>Acs:Cwmp:Xmpp</c>: an account on the ISP's XMPP server, for connection requests (TR-069 Annex K).</summary>
internal sealed class XmppOptions
{
    /// <summary>The server's own Jabber ID, <c>acs@xmpp.isp.example</c>, without resource. Empty: no XMPP.</summary>
    public string? Jid { get; set; }

    public string? Password { get; set; }

    /// <summary><c>host</c> or <c>host:port</c>; where it is empty the domain of <see cref="Jid"/>. The port is 5222 where there is none.</summary>
    public string? Server { get; set; }

    /// <summary>
    /// The domain of the gateways' accounts; where it is empty that of <see cref="Jid"/>. Requests, which hold a password, go to no
    /// other, whatever Jabber ID a gateway reports.
    /// </summary>
    public string? Domain { get; set; }

    /// <summary>PEM file of the authorities that may vouch for the XMPP server; empty: those of the machine.</summary>
    public string? TrustedAuthorities { get; set; }

    /// <summary>Seconds to wait for a gateway's answer.</summary>
    public int TimeoutSeconds { get; set; } = 10;

    /// <summary>Seconds of silence after which the XMPP server is asked for a sign of life; after twice as many the connection is given up.</summary>
    public int PingSeconds { get; set; } = 60;

    public bool IsOn => !string.IsNullOrWhiteSpace(Jid);

    /// <exception cref="FormatException">It is none; the validator has said so before.</exception>
    public JabberId Account => JabberId.Parse(Jid) ?? throw new FormatException($"'{Jid}' is no Jabber ID.");

    public string GatewayDomain => string.IsNullOrWhiteSpace(Domain) ? Account.Domain : Domain.ToLowerInvariant();

    public Provisioning.Conversations.XmppPolicy Policy => new(IsOn ? Account.Bare : null);

    /// <summary>Null: what is set is neither host nor host:port.</summary>
    public (string Host, int Port)? Endpoint()
    {
        var server = string.IsNullOrWhiteSpace(Server) ? Account.Domain : Server.Trim();
        return Uri.TryCreate($"xmpp://{server}", UriKind.Absolute, out var uri) && uri.Host.Length > 0 && uri.PathAndQuery is "" or "/" && uri.UserInfo.Length == 0
            ? (uri.IdnHost, uri.IsDefaultPort || uri.Port < 0 ? DefaultPort : uri.Port)
            : null;
    }

    private const int DefaultPort = 5222;
}
