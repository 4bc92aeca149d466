using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using Microsoft.Extensions.Logging;
using UspController.Mtp.Tls;

namespace UspController.Mtp.WebSockets;

/// <summary>How the listener shakes hands: TLS 1.2 or 1.3 (TR-369 R-WS.22), agents' certificates as policy says.</summary>
internal sealed class ListenerTls(UspWebSocketOptions options, TimeProvider time, ILogger logger)
{
    private static readonly object ShownKey = new();

    private readonly WatchedFiles<SslStreamCertificateContext> _own = new(
        [options.Certificate.Path, options.Certificate.KeyPath], () => CertificateFile.Load(options.Certificate), time, logger);

    private readonly AgentCertificates _agents = new(options.AgentCertificates, time, logger);

    /// <summary>What the agent showed; null: nothing, or there is no TLS.</summary>
    public static JudgedCertificate? Shown(HttpContext http) =>
        http.Features.Get<IConnectionItemsFeature>()?.Items.TryGetValue(ShownKey, out var shown) is true ? shown as JudgedCertificate : null;

    public TlsHandshakeCallbackOptions Handshake() => new() { HandshakeTimeout = TimeSpan.FromSeconds(20), OnConnection = OnConnection };

    private ValueTask<SslServerAuthenticationOptions> OnConnection(TlsHandshakeCallbackContext context)
    {
        var handshake = new SslServerAuthenticationOptions
        {
            ServerCertificateContext = _own.Current(),
            EnabledSslProtocols = SslProtocols.Tls12 | SslProtocols.Tls13,
        };
        if (_agents.AreWanted)
        {
            var items = context.Connection.Items;
            handshake.ClientCertificateRequired = true;
            handshake.CertificateChainPolicy = _agents.Policy();
            // A certificate that does not count is no reason to hang up: its bearer may have a password too, and HTTP can say why not.
#pragma warning disable CA5359 // Judged, and the judgement kept.
            handshake.RemoteCertificateValidationCallback = (_, shown, chain, _) =>
            {
                items[ShownKey] = shown is X509Certificate2 certificate ? _agents.Judge(certificate, chain) : null;
                return true;
            };
#pragma warning restore CA5359
        }

        return ValueTask.FromResult(handshake);
    }
}
