using Acs.Cwmp.Endpoint;
using Microsoft.Extensions.Options;
using Provisioning.Conversations;
using Provisioning.Devices;

namespace Acs.Cwmp.Xmpp;

/// <summary>
/// TR-069 Annex K: an iq through the ISP's XMPP server, which a gateway keeps a connection to from behind any NAT. It holds the
/// gateway's password, so it goes to the gateways' domain only: the Jabber ID is the device's own word.
/// </summary>
internal sealed class XmppWaker(XmppClient client, IOptions<CwmpOptions> options) : IWaker
{
    public Protocols Protocol => Protocols.Cwmp;

    public string Way => "xmpp";

    public bool CanTry(WakeTarget target) => client.IsOn && target.JabberId is not null;

    public async ValueTask<WakeResult> WakeAsync(WakeTarget target, CancellationToken cancellationToken)
    {
        if (JabberId.Parse(target.JabberId) is not { Local: not null } to)
        {
            return Failed("its ConnReqJabberID is no Jabber ID");
        }

        if (to.Domain != options.Value.Xmpp.GatewayDomain)
        {
            return Failed($"refused by policy: {to.Domain} is not Acs:Cwmp:Xmpp:Domain");
        }

        if (target is not { ConnectionRequestUsername: { } username, ConnectionRequestPassword: { } password })
        {
            return Failed("no connection request credentials are known");
        }

        var answer = await client.AskAsync(to, XmppConnectionRequest.Create(username, password), cancellationToken);
        if (answer.Iq is not { } iq)
        {
            return Failed(answer.Missing);
        }

        var (reached, detail) = XmppConnectionRequest.Judge(iq);
        return new WakeResult(reached, Way, detail);
    }

    private WakeResult Failed(string detail) => new(false, Way, detail);
}
