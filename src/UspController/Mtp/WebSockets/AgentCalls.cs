using System.Net.Security;
using System.Net.WebSockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using UspController.Mtp.Embedded;
using UspController.Mtp.Tls;
using UspController.Security;

namespace UspController.Mtp.WebSockets;

/// <summary>The opening handshake with an agent that listens.</summary>
internal sealed class AgentCalls(UspWebSocketOptions options, string controllerId, ConnectPolicy policy, TimeProvider time)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly X509Certificate2Collection _authorities = CertificateFile.LoadAll(options.Authorities);

    /// <summary>Connects, and finds out what the agent has proved.</summary>
    /// <exception cref="WebSocketException">It is not there, or speaks something else.</exception>
    /// <exception cref="AuthenticationException">It is another endpoint.</exception>
    /// <exception cref="OperationCanceledException">It took longer than 20 s.</exception>
    public async Task<ConnectDecision.Welcome> ConnectAsync(ClientWebSocket socket, UspWebSocketAgentOptions agent, CancellationToken cancellationToken)
    {
        JudgedCertificate? judged = null;
        var client = socket.Options;
        // R-WS.10
        client.AddSubProtocol(Handshake.Subprotocol);
        // R-WS.10a: agents before 1.3 know their caller by it.
        client.SetRequestHeader("Sec-WebSocket-Extensions", UspExtension.Write(controllerId));
        client.KeepAliveInterval = client.KeepAliveTimeout = TimeSpan.FromSeconds(options.KeepAliveSeconds);
        client.CollectHttpResponseDetails = true;
        if (agent.User.Length > 0)
        {
            client.SetRequestHeader("Authorization", "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes($"{agent.User}:{agent.Password}")));
        }

        client.RemoteCertificateValidationCallback = (_, shown, chain, errors) =>
        {
            judged = shown is X509Certificate2 certificate ? Judge(certificate, chain, errors, agent.EndpointId) : null;
            return judged is { Problem: null };
        };
        using var patience = new CancellationTokenSource(Patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
        await socket.ConnectAsync(Address(agent), either.Token);
        // R-WS.12
        if (socket.SubProtocol != Handshake.Subprotocol)
        {
            throw new WebSocketException(WebSocketError.UnsupportedProtocol, $"it does not speak {Handshake.Subprotocol}");
        }

        var headers = socket.HttpResponseHeaders?.FirstOrDefault(h => h.Key.Equals("Sec-WebSocket-Extensions", StringComparison.OrdinalIgnoreCase)).Value;
        // R-WS.11b: need not be there.
        if (UspExtension.Read(headers ?? []).EndpointId is { } said && said != agent.EndpointId)
        {
            throw new AuthenticationException($"it is {said}");
        }

        if (judged is not { Names.Count: > 0 } || !judged.Allows(agent.EndpointId))
        {
            // The operator names the address, so that it is no stranger; but nobody has shown a credential of its own.
            return new ConnectDecision.Welcome(ContactTrust.Bootstrap, null, agent.EndpointId);
        }

        return await policy.DecideAsync(new ConnectAttempt("", null, null, agent.EndpointId, judged), cancellationToken) as ConnectDecision.Welcome
            ?? throw new AuthenticationException("its certificate is another endpoint's");
    }

    /// <summary>With our own endpoint id in the query (R-WS.10b), percent characters in it encoded too (R-WS.10c).</summary>
    private Uri Address(UspWebSocketAgentOptions agent)
    {
        var address = new UriBuilder(agent.Url);
        var own = "eid=" + Uri.EscapeDataString(controllerId);
        address.Query = address.Query.Length > 1 ? $"{address.Query[1..]}&{own}" : own;
        return address.Uri;
    }

    /// <summary>
    /// A gateway is seldom called by a name that a certificate holds: one that names the endpoint (TR-369 R-SEC.0a), from an authority
    /// of the operator's, is as good.
    /// </summary>
    private JudgedCertificate Judge(X509Certificate2 certificate, X509Chain? chain, SslPolicyErrors errors, string endpointId)
    {
        var names = EndpointCertificate.Names(certificate);
        if (_authorities.Count == 0)
        {
            // The machine's store vouches for names of hosts, not of endpoints.
            return new JudgedCertificate(errors == SslPolicyErrors.None ? null : "certificate-untrusted", []);
        }

        using var own = new X509Chain();
        own.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        own.ChainPolicy.CustomTrustStore.AddRange(_authorities);
        own.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        own.ChainPolicy.DisableCertificateDownloads = true;
        own.ChainPolicy.ExtraStore.AddRange(chain?.ChainPolicy.ExtraStore ?? []);
        own.ChainPolicy.VerificationTime = time.GetUtcNow().UtcDateTime;
        var isNamed = !errors.HasFlag(SslPolicyErrors.RemoteCertificateNameMismatch) || EndpointCertificate.IsOf(certificate, endpointId);
        return new JudgedCertificate(own.Build(certificate) && isNamed ? null : "certificate-untrusted", names);
    }
}
