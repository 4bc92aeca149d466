using System.Security.Cryptography.X509Certificates;

namespace UspController.Security;

/// <summary>Whom the ISP lets vouch for agents' certificates: its own authorities, never the machine's store.</summary>
public sealed class CertificateTrust
{
    private readonly X509Certificate2Collection _anchors;

    public CertificateTrust(X509Certificate2Collection anchors) => _anchors = anchors;

    public bool IsEmpty => _anchors.Count == 0;

    /// <param name="pemFile">One or several certificates; empty: nobody is trusted.</param>
    /// <exception cref="System.Security.Cryptography.CryptographicException">There is no certificate in it.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static CertificateTrust Read(string pemFile)
    {
        var anchors = new X509Certificate2Collection();
        if (pemFile.Length > 0)
        {
            anchors.ImportFromPemFile(pemFile);
        }

        return new CertificateTrust(anchors);
    }

    /// <summary>True when a chain of valid certificates leads to an authority of the ISP.</summary>
    /// <param name="others">What the peer sent along, to build the chain with; trusted for nothing.</param>
    /// <param name="now">When the certificates must be valid.</param>
    public bool Accepts(X509Certificate2 certificate, IEnumerable<X509Certificate2> others, DateTimeOffset now)
    {
        if (IsEmpty)
        {
            return false;
        }

        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.AddRange(_anchors);
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        chain.ChainPolicy.VerificationTime = now.UtcDateTime;
        chain.ChainPolicy.DisableCertificateDownloads = true;
        foreach (var other in others.Take(8))
        {
            chain.ChainPolicy.ExtraStore.Add(other);
        }

        return chain.Build(certificate);
    }
}
