using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Acs.Cwmp.Endpoint;
using Microsoft.Extensions.Options;

namespace Acs.Cwmp.Authentication;

/// <summary>Judges client certificates against the configured authorities, and reads out of them whom they name.</summary>
internal sealed class ClientCertificates : IDisposable
{
    private const string ClientAuthentication = "1.3.6.1.5.5.7.3.2";

    private readonly X509Certificate2Collection _roots = [];
    private readonly X509Certificate2Collection _intermediates = [];
    private readonly IReadOnlyList<CertificatePattern> _patterns;
    private readonly bool _checkRevocation;

    /// <exception cref="CryptographicException">A file of authorities cannot be read; validation says so before.</exception>
    public ClientCertificates(IOptions<CwmpOptions> options)
    {
        var own = options.Value.ClientCertificates;
        Mode = own.Mode;
        _checkRevocation = own.CheckRevocation;
        _patterns = [.. own.EffectivePatterns.Select(p => CertificatePattern.Parse(p)!)];
        foreach (var path in Mode == ClientCertificateUse.Off ? [] : own.TrustedAuthorities)
        {
            var file = new X509Certificate2Collection();
            file.ImportFromPemFile(path);
            foreach (var certificate in file)
            {
                (certificate.SubjectName.RawData.AsSpan().SequenceEqual(certificate.IssuerName.RawData) ? _roots : _intermediates).Add(certificate);
            }
        }
    }

    public ClientCertificateUse Mode { get; }

    /// <summary>For SslStream, which adds what the gateway sent along.</summary>
    public X509ChainPolicy Policy()
    {
        var policy = new X509ChainPolicy
        {
            TrustMode = X509ChainTrustMode.CustomRootTrust,
            RevocationMode = _checkRevocation ? X509RevocationMode.Online : X509RevocationMode.NoCheck,
            DisableCertificateDownloads = !_checkRevocation,
        };
        policy.CustomTrustStore.AddRange(_roots);
        policy.ExtraStore.AddRange(_intermediates);
        policy.ApplicationPolicy.Add(new Oid(ClientAuthentication));
        return policy;
    }

    /// <param name="chain">As built in the handshake under <see cref="Policy"/>; null: built here.</param>
    public ShownCertificate Judge(X509Certificate2 certificate, X509Chain? chain)
    {
        using var own = chain is null ? new X509Chain { ChainPolicy = Policy() } : null;
        var built = chain ?? own!;
        if (own is not null)
        {
            _ = own.Build(certificate);
        }

        var problem = built.ChainStatus.Length == 0 ? null : built.ChainStatus[0].Status.ToString();
        return new ShownCertificate(certificate.Subject, problem, problem is null ? [.. _patterns.SelectMany(p => p.Identities(certificate))] : []);
    }

    public void Dispose()
    {
        foreach (var certificate in _roots.Concat(_intermediates))
        {
            certificate.Dispose();
        }
    }
}
