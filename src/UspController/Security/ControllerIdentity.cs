using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace UspController.Security;

/// <summary>The controller's certificate with its chain, and the key to it: ECDSA on P-256 (TR-369 R-E2E.31, R-E2E.40b).</summary>
public sealed class ControllerIdentity : IDisposable
{
    private const string P256 = "1.2.840.10045.3.1.7";

    private readonly X509Certificate2 _certificate;
    private readonly ECDsa _key;

    /// <param name="certificate">With its private key.</param>
    /// <param name="chain">Further certificates to send along.</param>
    /// <exception cref="CryptographicException">The key is not on P-256, or the certificate has none.</exception>
    public ControllerIdentity(X509Certificate2 certificate, IEnumerable<X509Certificate2> chain)
    {
        ArgumentNullException.ThrowIfNull(certificate);
        _certificate = certificate;
        _key = certificate.GetECDsaPrivateKey() ?? throw new CryptographicException("The certificate has no ECDSA private key.");
        if (_key.ExportParameters(false).Curve.Oid.Value != P256)
        {
            throw new CryptographicException("The key is not on the curve P-256.");
        }

        Chain = [certificate, .. chain];
        Pem = string.Concat(Chain.Select(c => c.ExportCertificatePem() + "\n"));
    }

    public IReadOnlyList<X509Certificate2> Chain { get; }

    /// <summary>As it travels in <c>sender_cert</c>.</summary>
    public string Pem { get; }

    /// <summary>For a TLS library of its own: PKCS#8.</summary>
    internal byte[] ExportKey() => _key.ExportPkcs8PrivateKey();

    /// <summary>ECDSA_P256_SHA256_ASN1.</summary>
    public byte[] Sign(ReadOnlySpan<byte> data) => _key.SignData(data, HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence);

    /// <summary>Reads PEM files: the certificate first, its chain after it; the key unencrypted.</summary>
    /// <exception cref="CryptographicException">They do not belong together, or are not what is needed.</exception>
    /// <exception cref="IOException">They cannot be read.</exception>
    public static ControllerIdentity Read(string certificateFile, string keyFile)
    {
        var chain = new X509Certificate2Collection();
        chain.ImportFromPemFile(certificateFile);
        return new ControllerIdentity(X509Certificate2.CreateFromPemFile(certificateFile, keyFile), chain.Skip(1));
    }

    public void Dispose()
    {
        _key.Dispose();
        _certificate.Dispose();
    }
}
