using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace CpeSimulator.Manufacturer;

/// <summary>A manufacturer's own certificates: an authority, a TLS server, a signer of MUD files.</summary>
internal sealed class CertificateFactory : IDisposable
{
    private readonly DateTimeOffset _from;

    public CertificateFactory(string name, TimeProvider clock)
    {
        _from = clock.GetUtcNow().AddDays(-1);
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={name} Root,O={name}", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign | X509KeyUsageFlags.CrlSign, true));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, false));
        Authority = request.CreateSelfSigned(_from, _from.AddYears(10));
        Server = Issue($"CN=localhost,O={name}", r =>
        {
            var names = new SubjectAlternativeNameBuilder();
            names.AddDnsName("localhost");
            names.AddIpAddress(IPAddress.Loopback);
            r.CertificateExtensions.Add(names.Build());
            r.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature, true));
            r.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid("1.3.6.1.5.5.7.3.1")], false));
        });
        // RFC 8520 §13.2: the signer's key usage is digitalSignature.
        Signer = Issue($"CN={name} MUD Signer,O={name}", r =>
            r.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature, true)));
    }

    public X509Certificate2 Authority { get; }

    public X509Certificate2 Server { get; }

    public X509Certificate2 Signer { get; }

    public void Dispose()
    {
        Authority.Dispose();
        Server.Dispose();
        Signer.Dispose();
    }

    private X509Certificate2 Issue(string subject, Action<CertificateRequest> extend)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest(subject, key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(false, false, 0, true));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, false));
        request.CertificateExtensions.Add(X509AuthorityKeyIdentifierExtension.CreateFromCertificate(Authority, true, false));
        extend(request);
        using var bare = request.Create(Authority, _from, _from.AddYears(2), RandomNumberGenerator.GetBytes(12));
        using var paired = bare.CopyWithPrivateKey(key);
        // Through PKCS#12: an ephemeral key is not accepted by every TLS stack.
        return X509CertificateLoader.LoadPkcs12(paired.Export(X509ContentType.Pfx), null);
    }
}
