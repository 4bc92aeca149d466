using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http.Features;
using Provisioning.Wire;

namespace Acs.Cwmp.Wire;

/// <summary>What a connection is like: TLS version, cipher, server name, client certificate.</summary>
internal static class ConnectionFacts
{
    public static IReadOnlyList<WireField> Of(HttpContext http)
    {
        var facts = new List<WireField> { new("connection", http.Connection.Id), new("local", $"{http.Connection.LocalIpAddress}:{http.Connection.LocalPort}") };
        if (http.Features.Get<ITlsHandshakeFeature>() is not { } tls)
        {
            facts.Add(new WireField("tls", "none"));
            return facts;
        }

        facts.Add(new WireField("tls", tls.Protocol.ToString()));
        facts.Add(new WireField("cipher", tls.NegotiatedCipherSuite?.ToString() ?? "?"));
        facts.Add(new WireField("serverName", tls.HostName ?? ""));
        if (http.Features.Get<ITlsConnectionFeature>()?.ClientCertificate is { } certificate)
        {
            facts.Add(new WireField("clientCertificate", certificate.Subject));
            facts.Add(new WireField("clientCertificateIssuer", certificate.Issuer));
            facts.Add(new WireField("clientCertificateSha256", Convert.ToHexStringLower(certificate.GetCertHash(System.Security.Cryptography.HashAlgorithmName.SHA256))));
            facts.Add(new WireField("clientCertificateEnds", certificate.NotAfter.ToUniversalTime().ToString("u")));
        }

        return facts;
    }
}
