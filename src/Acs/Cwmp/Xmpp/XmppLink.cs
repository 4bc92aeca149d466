using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Xml.Linq;

namespace Acs.Cwmp.Xmpp;

/// <summary>One connection to the XMPP server, in TLS, logged in and bound. One reader; any writer.</summary>
internal sealed class XmppLink : IAsyncDisposable
{
    private readonly byte[] _buffer = new byte[8192];
    private readonly Queue<StreamItem> _items = new();
    private readonly SemaphoreSlim _writing = new(1);
    private Stream _stream;
    private StanzaSplitter _splitter = new();

    private XmppLink(Stream stream) => _stream = stream;

    /// <summary>As the server has bound it.</summary>
    public JabberId? Jid { get; private set; }

    /// <exception cref="XmppException">The server's fault or refusal.</exception>
    /// <exception cref="SocketException">It is not there.</exception>
    /// <exception cref="IOException">It hangs up.</exception>
    /// <exception cref="System.Security.Authentication.AuthenticationException">Its certificate does not vouch for the account's domain.</exception>
    public static async Task<XmppLink> OpenAsync(XmppOptions options, XmppAccount account, CancellationToken cancellationToken)
    {
        var (host, port) = options.Endpoint() ?? throw new XmppException("Acs:Cwmp:Xmpp:Server is wrong.");
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        var link = new XmppLink(Stream.Null);
        try
        {
            await socket.ConnectAsync(host, port, cancellationToken);
            link._stream = new NetworkStream(socket, ownsSocket: true);
            await link.BindAsync(options, account, cancellationToken);
            return link;
        }
        catch
        {
            socket.Dispose();
            await link.DisposeAsync();
            throw;
        }
    }

    /// <summary>The next stanza; null: the server has ended the stream. What is not well-formed by itself is left out.</summary>
    /// <exception cref="XmppException">The stream cannot go on.</exception>
    public async Task<XElement?> ReadAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            while (_items.TryDequeue(out var item))
            {
                switch (item)
                {
                    case StreamItem.End:
                        return null;
                    case StreamItem.Stanza stanza when StanzaParser.Parse(stanza.Xml) is { } element:
                        return element;
                }
            }

            var count = await _stream.ReadAsync(_buffer, cancellationToken);
            if (count == 0)
            {
                return null;
            }

            _splitter.Take(_buffer.AsSpan(0, count)).ForEach(_items.Enqueue);
        }
    }

    /// <summary>What has begun to be written is written to its end: half a stanza would spoil the stream for all.</summary>
    public async Task SendAsync(string xml, CancellationToken cancellationToken)
    {
        await _writing.WaitAsync(cancellationToken);
        try
        {
            await _stream.WriteAsync(Encoding.UTF8.GetBytes(xml), CancellationToken.None);
        }
        finally
        {
            _writing.Release();
        }
    }

    public ValueTask DisposeAsync() => _stream.DisposeAsync();

    private async Task BindAsync(XmppOptions options, XmppAccount account, CancellationToken cancellationToken)
    {
        HandshakeState state = new HandshakeState.Plain();
        await SendAsync(Handshake.Open(account.Jid), cancellationToken);
        while (state is not HandshakeState.Bound)
        {
            var stanza = await ReadAsync(cancellationToken) ?? throw new XmppException("The XMPP server hangs up.");
            var step = Handshake.Next(state, stanza, account);
            state = step.State;
            if (step.Send is { } text)
            {
                await SendAsync(text, cancellationToken);
            }

            if (step.Then != HandshakeStep.Transport.Same)
            {
                // What came before its time is not of the new stream: an attacker's, where it came before TLS.
                _items.Clear();
                _splitter = new StanzaSplitter();
                if (step.Then == HandshakeStep.Transport.Tls)
                {
                    _stream = await SecureAsync(options, account, cancellationToken);
                }

                await SendAsync(Handshake.Open(account.Jid), cancellationToken);
            }
        }

        Jid = ((HandshakeState.Bound)state).Jid;
    }

    private async Task<SslStream> SecureAsync(XmppOptions options, XmppAccount account, CancellationToken cancellationToken)
    {
        // RFC 6120 13.7.2.1: the certificate is the domain's, not the host's.
        var authentication = new SslClientAuthenticationOptions { TargetHost = account.Jid.Domain };
        if (!string.IsNullOrWhiteSpace(options.TrustedAuthorities))
        {
            var policy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
            policy.CustomTrustStore.ImportFromPemFile(options.TrustedAuthorities);
            authentication.CertificateChainPolicy = policy;
        }

        var secure = new SslStream(_stream);
        await secure.AuthenticateAsClientAsync(authentication, cancellationToken);
        return secure;
    }
}
