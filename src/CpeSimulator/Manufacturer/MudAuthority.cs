using System.Security.Cryptography;
using System.Security.Cryptography.Pkcs;
using System.Security.Cryptography.X509Certificates;

namespace CpeSimulator.Manufacturer;

/// <summary>
/// A certification authority made for one run, with a signer of MUD files (RFC 8520 §13) and certificates for MUD file
/// servers. Nothing of it outlives the process but the PEM that is asked for.
/// </summary>
public sealed class MudAuthority : IDisposable
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromDays(30);

    private readonly X509Certificate2 _root;
    private readonly DateTimeOffset _now;

    public MudAuthority(string name, DateTimeOffset now)
    {
        _now = now;
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={name} root", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: true, hasPathLengthConstraint: false, 0, critical: true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign | X509KeyUsageFlags.CrlSign, critical: true));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, critical: false));
        _root = request.CreateSelfSigned(now.AddDays(-1), now + Lifetime);
        Signer = Issue($"CN={name} MUD signing", X509KeyUsageFlags.DigitalSignature, dnsNames: []);
    }

    /// <summary>The certificate whose key signs files.</summary>
    public X509Certificate2 Signer { get; }

    /// <summary>The root, for a server's trust anchors.</summary>
    public string RootPem => _root.ExportCertificatePem();

    /// <summary>A certificate for a MUD file server.</summary>
    public X509Certificate2 IssueForServer(params string[] dnsNames) =>
        Issue($"CN={dnsNames[0]}", X509KeyUsageFlags.DigitalSignature, dnsNames);

    /// <summary>Detached CMS in DER over the file's bytes (RFC 8520 §13.1).</summary>
    public byte[] Sign(ReadOnlySpan<byte> file)
    {
        var cms = new SignedCms(new ContentInfo(file.ToArray()), detached: true);
        cms.ComputeSignature(new CmsSigner(Signer) { IncludeOption = X509IncludeOption.EndCertOnly, DigestAlgorithm = new Oid("2.16.840.1.101.3.4.2.1") });
        return cms.Encode();
    }

    public void Dispose()
    {
        Signer.Dispose();
        _root.Dispose();
    }

    private X509Certificate2 Issue(string subject, X509KeyUsageFlags usage, string[] dnsNames)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest(subject, key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509KeyUsageExtension(usage, critical: true));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, critical: false));
        request.CertificateExtensions.Add(X509AuthorityKeyIdentifierExtension.CreateFromCertificate(_root, includeKeyIdentifier: true, includeIssuerAndSerial: false));
        if (dnsNames.Length > 0)
        {
            var names = new SubjectAlternativeNameBuilder();
            Array.ForEach(dnsNames, names.AddDnsName);
            request.CertificateExtensions.Add(names.Build());
            request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid("1.3.6.1.5.5.7.3.1")], critical: false));
        }

        using var issued = request.Create(_root, _now.AddDays(-1), _now + Lifetime - TimeSpan.FromHours(1), RandomNumberGenerator.GetBytes(12));
        using var withKey = issued.CopyWithPrivateKey(key);
        // Kestrel wants the key where a handshake on any thread finds it.
        return X509CertificateLoader.LoadPkcs12(withKey.Export(X509ContentType.Pkcs12), null, X509KeyStorageFlags.Exportable);
    }
}
