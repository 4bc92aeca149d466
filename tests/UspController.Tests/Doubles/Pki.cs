using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using UspController.Security;

namespace UspController.Tests.Doubles;

/// <summary>An authority, and certificates of endpoints on the curve that the standard asks for (TR-369 R-E2E.40b).</summary>
internal sealed class Pki : IDisposable
{
    public static readonly DateTimeOffset Begin = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
    public static readonly DateTimeOffset End = new(2036, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly ECDsa _key = ECDsa.Create(ECCurve.NamedCurves.nistP256);

    public Pki()
    {
        var request = new CertificateRequest("CN=Test authority", _key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, true, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign, true));
        Authority = request.CreateSelfSigned(Begin, End);
    }

    public X509Certificate2 Authority { get; }

    public CertificateTrust Trust => new([Authority]);

    /// <summary>With its private key.</summary>
    public X509Certificate2 Issue(string endpointId)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var certificate = Request(key, s => s.AddUri(new Uri("urn:bbf:usp:id:" + endpointId)))
            .Create(Authority, Begin, End, RandomNumberGenerator.GetBytes(8));
        return certificate.CopyWithPrivateKey(key);
    }

    public static X509Certificate2 SelfSigned(Action<SubjectAlternativeNameBuilder> names)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        return Request(key, names).CreateSelfSigned(Begin, End);
    }

    public void Dispose()
    {
        Authority.Dispose();
        _key.Dispose();
    }

    private static CertificateRequest Request(ECDsa key, Action<SubjectAlternativeNameBuilder> names)
    {
        var request = new CertificateRequest("CN=endpoint", key, HashAlgorithmName.SHA256);
        var builder = new SubjectAlternativeNameBuilder();
        names(builder);
        request.CertificateExtensions.Add(builder.Build());
        return request;
    }
}
