using System.Net.Sockets;
using System.Security.Authentication;
using System.Xml;
using System.Xml.Linq;

namespace CpeSimulator.Cwmp.Xmpp;

/// <summary>Keeps the connection that <c>ConnReqXMPPConnection</c> names and hears connection requests over it (TR-069 Annex K).</summary>
internal sealed class XmppListener(Gateway gateway, Action wake)
{
    private static readonly XNamespace s_client = "jabber:client";
    private static readonly XNamespace s_request = "urn:broadband-forum-org:cwmp:xmppConnReq-1-0";
    private static readonly XNamespace s_stanzas = "urn:ietf:params:xml:ns:xmpp-stanzas";
    private static readonly TimeSpan s_look = TimeSpan.FromMilliseconds(500);

    private string Server => gateway.Model.Schema.Root.Path + "ManagementServer.";

    public async Task RunAsync(CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            if (XmppAccount.Of(gateway) is { } account && !gateway.IsCutOff)
            {
                using var changed = CancellationTokenSource.CreateLinkedTokenSource(stop);
                var watching = WatchAsync(account, changed);
                var status = "ServerNotPresent";
                try
                {
                    await ConnectedAsync(account, changed.Token);
                }
                catch (Exception e) when (e is IOException or SocketException or AuthenticationException or XmlException or ObjectDisposedException)
                {
                    status = e.Message.Contains("not-authorized", StringComparison.Ordinal) ? "Error_AuthenticationFailure" : status;
                    gateway.Tell("XMPP failed: " + e.Message);
                }
                catch (OperationCanceledException) when (!stop.IsCancellationRequested)
                {
                    status = "Disabled";
                }

                await changed.CancelAsync();
                await watching;
                Show(account, status, null);
            }

            await Task.Delay(s_look, gateway.Clock, stop);
        }
    }

    private async Task ConnectedAsync(XmppAccount account, CancellationToken stop)
    {
        using var socket = new TcpClient();
        await socket.ConnectAsync(account.Host, account.Port, stop);
        using var stream = new XmppStream(socket.GetStream(), account.Domain, gateway.Options.TrustsAnyServer);
        Show(account, "Enabled", await stream.LogInAsync(account, stop));
        while (await stream.ReadAsync(stop) is { } stanza)
        {
            if (stanza.Name == s_client + "iq" && (string?)stanza.Attribute("type") is "get" or "set")
            {
                await stream.SendAsync(Answer(stanza), stop);
            }
        }
    }

    /// <summary>TR-069 K.2.3: the sender is allowed, name and password are right, or an error.</summary>
    private XElement Answer(XElement iq)
    {
        var request = iq.Element(s_request + "connectionRequest");
        var right = request is not null && IsAllowed((string?)iq.Attribute("from") ?? "")
            && gateway.Model.Get(Server + "ConnectionRequestUsername") is { Length: > 0 } user && user == request.Element(s_request + "username")?.Value
            && gateway.Model.Get(Server + "ConnectionRequestPassword") == request.Element(s_request + "password")?.Value;
        if (right)
        {
            wake();
        }

        return new XElement(
            s_client + "iq", new XAttribute("type", right ? "result" : "error"), new XAttribute("id", (string?)iq.Attribute("id") ?? ""),
            iq.Attribute("from") is { } from ? new XAttribute("to", from.Value) : null,
            right ? null
                : request is null ? Error("cancel", "service-unavailable")
                : Error("auth", "not-authorized"));
    }

    private static XElement Error(string type, string condition) =>
        new(s_client + "error", new XAttribute("type", type), new XElement(s_stanzas + condition));

    /// <summary>TR-181 ConnReqAllowedJabberIDs: empty lets all in; a bare Jabber ID any resource of it.</summary>
    private bool IsAllowed(string from)
    {
        var allowed = gateway.Model.Get(Server + "ConnReqAllowedJabberIDs").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return allowed.Length == 0 || allowed.Contains(from, StringComparer.Ordinal) || allowed.Contains(from.Split('/')[0], StringComparer.OrdinalIgnoreCase);
    }

    /// <param name="jabberId">Null: as it was, for a lost connection changes none.</param>
    private void Show(XmppAccount account, string status, string? jabberId)
    {
        // The row may be gone meanwhile.
        if (gateway.Model.Find(account.Row + "Status") is null)
        {
            return;
        }

        gateway.Model.Write(account.Row + "Status", status);
        gateway.Model.Write(account.Row + "TLSEstablished", jabberId is null ? "false" : "true");
        if (jabberId is not null)
        {
            gateway.Model.Write(account.Row + "JabberID", jabberId);
            gateway.Model.Write(Server + "ConnReqJabberID", jabberId);
        }
    }

    private async Task WatchAsync(XmppAccount account, CancellationTokenSource changed)
    {
        try
        {
            while (XmppAccount.Of(gateway) == account && !gateway.IsCutOff)
            {
                await Task.Delay(s_look, gateway.Clock, changed.Token);
            }

            await changed.CancelAsync();
        }
        catch (OperationCanceledException)
        {
            // The connection ended by itself.
        }
    }
}
