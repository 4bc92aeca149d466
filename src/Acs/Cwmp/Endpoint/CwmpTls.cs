using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using Acs.Cwmp.Authentication;
using Microsoft.AspNetCore.Server.Kestrel.Https;

namespace Acs.Cwmp.Endpoint;

/// <summary>How the listener shakes hands: TLS 1.2 or 1.3, the certificate as it is now, client certificates as policy says.</summary>
internal sealed class CwmpTls(ServerCertificate certificate, ClientCertificates clients)
{
    /// <summary>Reads the certificate, so that a wrong file stops the start.</summary>
    public void Check() => _ = certificate.Current();

    public TlsHandshakeCallbackOptions Handshake() => new()
    {
        HandshakeTimeout = TimeSpan.FromSeconds(20),
        OnConnection = context =>
        {
            var options = new SslServerAuthenticationOptions
            {
                ServerCertificateContext = certificate.Current(),
                // BBF TR-069 3.3: TLS 1.2 or later.
                EnabledSslProtocols = SslProtocols.Tls12 | SslProtocols.Tls13,
            };
            if (clients.Mode != ClientCertificateUse.Off)
            {
                var items = context.Connection.Items;
                options.ClientCertificateRequired = true;
                options.CertificateChainPolicy = clients.Policy();
                // A certificate that does not count is no reason to hang up: many gateways show their vendor's, and have a
                // password too. What it is worth is decided with the Inform.
#pragma warning disable CA5359 // Judged, and the judgement kept.
                options.RemoteCertificateValidationCallback = (_, shown, chain, _) =>
                {
                    if (shown is X509Certificate2 client)
                    {
                        Callers.Showed(items, clients.Judge(client, chain));
                    }

                    return true;
                };
#pragma warning restore CA5359
            }

            return ValueTask.FromResult(options);
        },
    };
}
