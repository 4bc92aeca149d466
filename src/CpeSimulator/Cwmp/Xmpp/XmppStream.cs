using System.Net.Security;
using System.Text;
using System.Xml;
using System.Xml.Linq;

namespace CpeSimulator.Cwmp.Xmpp;

/// <summary>A client's XML stream: STARTTLS, SASL PLAIN, a resource (RFC 6120).</summary>
internal sealed class XmppStream(Stream transport, string domain, bool trustsAnyServer) : IDisposable
{
    private static readonly XNamespace s_client = "jabber:client";
    private static readonly XNamespace s_tls = "urn:ietf:params:xml:ns:xmpp-tls";
    private static readonly XNamespace s_sasl = "urn:ietf:params:xml:ns:xmpp-sasl";
    private static readonly XNamespace s_bind = "urn:ietf:params:xml:ns:xmpp-bind";

    private Stream _transport = transport;
    private XmlReader? _reader;

    /// <returns>The Jabber ID that the server gave.</returns>
    /// <exception cref="IOException">The server refuses.</exception>
    public async Task<string> LogInAsync(XmppAccount account, CancellationToken stop)
    {
        await OpenAsync(stop);
        await AskAsync(new XElement(s_tls + "starttls"), s_tls + "proceed", stop);
        var secure = new SslStream(_transport);
        var options = new SslClientAuthenticationOptions { TargetHost = domain };
        if (trustsAnyServer)
        {
#pragma warning disable CA5359 // A lab's certificates are its own.
            options.RemoteCertificateValidationCallback = (_, _, _, _) => true;
#pragma warning restore CA5359
        }

        await secure.AuthenticateAsClientAsync(options, stop);
        _transport = secure;
        await OpenAsync(stop);
        var plain = Convert.ToBase64String(Encoding.UTF8.GetBytes($"\0{account.Username}\0{account.Password}"));
        await AskAsync(new XElement(s_sasl + "auth", new XAttribute("mechanism", "PLAIN"), plain), s_sasl + "success", stop);
        await OpenAsync(stop);
        var bind = new XElement(
            s_client + "iq", new XAttribute("type", "set"), new XAttribute("id", "b"),
            new XElement(s_bind + "bind", account.Resource.Length == 0 ? null : new XElement(s_bind + "resource", account.Resource)));
        var bound = await AskAsync(bind, s_client + "iq", stop);
        return bound.Descendants(s_bind + "jid").FirstOrDefault()?.Value ?? throw new IOException("XMPP: no resource");
    }

    public async Task SendAsync(XElement stanza, CancellationToken stop) =>
        await _transport.WriteAsync(Encoding.UTF8.GetBytes(stanza.ToString(SaveOptions.DisableFormatting)), stop);

    /// <summary>The next stanza; null: the stream has ended.</summary>
    public async Task<XElement?> ReadAsync(CancellationToken stop)
    {
        while (await _reader!.ReadAsync().WaitAsync(stop))
        {
            if (_reader.NodeType == XmlNodeType.Element)
            {
                // Of the stanza only: reading past its end would wait for the next one.
                using var stanza = _reader.ReadSubtree();
                return await XElement.LoadAsync(stanza, LoadOptions.None, stop);
            }

            if (_reader.NodeType == XmlNodeType.EndElement)
            {
                return null;
            }
        }

        return null;
    }

    public void Dispose() => _transport.Dispose();

    private async Task<XElement> AskAsync(XElement question, XName expected, CancellationToken stop)
    {
        await SendAsync(question, stop);
        var answer = await ReadAsync(stop);
        return answer?.Name == expected ? answer : throw new IOException($"XMPP: {answer?.ToString(SaveOptions.DisableFormatting) ?? "the server hung up"}");
    }

    /// <summary>A stream begins; its features are read over: what this client does is what it needs.</summary>
    private async Task OpenAsync(CancellationToken stop)
    {
        var header = $"<?xml version='1.0'?><stream:stream to='{domain}' version='1.0' xmlns='jabber:client' xmlns:stream='http://etherx.jabber.org/streams'>";
        await _transport.WriteAsync(Encoding.UTF8.GetBytes(header), stop);
        _reader = XmlReader.Create(_transport, new XmlReaderSettings { Async = true, DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null });
        while (await _reader.ReadAsync().WaitAsync(stop))
        {
            if (_reader.NodeType == XmlNodeType.Element)
            {
                await ReadAsync(stop);
                return;
            }
        }

        throw new IOException("XMPP: the server hung up");
    }
}
