using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.Extensions.Logging;
using UspController.Security;

namespace UspController.Mtp.Tls;

/// <summary>Judges what agents show in the handshake against the configured authorities and pinned certificates.</summary>
internal sealed class AgentCertificates(UspAgentCertificateOptions options, TimeProvider time, ILogger logger)
{
    private const string ClientAuthentication = "1.3.6.1.5.5.7.3.2";

    private readonly WatchedFiles<Anchors> _anchors = new(
        options.TrustedAuthorities.Concat(options.Pinned), () => Anchors.Load(options), time, logger);

    public bool AreWanted => options.Mode != UspAgentCertificateUse.Off;

    /// <summary>For SslStream, which adds what the agent sent along.</summary>
    public X509ChainPolicy Policy()
    {
        var anchors = _anchors.Current();
        var policy = new X509ChainPolicy
        {
            TrustMode = X509ChainTrustMode.CustomRootTrust,
            RevocationMode = options.CheckRevocation ? X509RevocationMode.Online : X509RevocationMode.NoCheck,
            DisableCertificateDownloads = !options.CheckRevocation,
        };
        policy.CustomTrustStore.AddRange(anchors.Roots);
        policy.ExtraStore.AddRange(anchors.Intermediates);
        policy.ApplicationPolicy.Add(new Oid(ClientAuthentication));
        return policy;
    }

    /// <param name="chain">As built in the handshake under <see cref="Policy"/>.</param>
    public JudgedCertificate Judge(X509Certificate2 certificate, X509Chain? chain)
    {
        var names = EndpointCertificate.Names(certificate);
        return new JudgedCertificate(
            Problem(certificate, chain) ?? (names.Count == 0 ? "certificate-names-nobody" : null),
            names);
    }

    private string? Problem(X509Certificate2 certificate, X509Chain? chain)
    {
        if (_anchors.Current().Pinned.Any(p => p.RawDataMemory.Span.SequenceEqual(certificate.RawDataMemory.Span)))
        {
            // No authority vouches for it, but its own dates hold.
            var now = time.GetUtcNow().UtcDateTime;
            return now < certificate.NotBefore.ToUniversalTime() || now > certificate.NotAfter.ToUniversalTime() ? "certificate-time" : null;
        }

        return chain is null ? "certificate-untrusted"
            : chain.ChainStatus.Length == 0 ? null
            : chain.ChainStatus.Any(s => s.Status == X509ChainStatusFlags.NotTimeValid) ? "certificate-time"
            : chain.ChainStatus.Any(s => s.Status == X509ChainStatusFlags.Revoked) ? "certificate-revoked"
            : "certificate-untrusted";
    }

    private sealed record Anchors(X509Certificate2Collection Roots, X509Certificate2Collection Intermediates, X509Certificate2Collection Pinned)
    {
        public static Anchors Load(UspAgentCertificateOptions options)
        {
            var (roots, intermediates) = (new X509Certificate2Collection(), new X509Certificate2Collection());
            foreach (var certificate in CertificateFile.LoadAll(options.TrustedAuthorities))
            {
                (certificate.SubjectName.RawData.AsSpan().SequenceEqual(certificate.IssuerName.RawData) ? roots : intermediates).Add(certificate);
            }

            return new Anchors(roots, intermediates, CertificateFile.LoadAll(options.Pinned));
        }
    }
}
