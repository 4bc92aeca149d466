using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace UspController.Mtp.Tls;

/// <summary>Reads a certificate with its key and chain.</summary>
internal static class CertificateFile
{
    /// <exception cref="CryptographicException">No certificate, no key, or a wrong password.</exception>
    /// <exception cref="IOException">No such file.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be read.</exception>
    public static SslStreamCertificateContext Load(UspCertificateOptions options)
    {
        var chain = new X509Certificate2Collection();
        X509Certificate2 leaf;
        if (X509Certificate2.GetCertContentType(options.Path) == X509ContentType.Pkcs12)
        {
            chain = X509CertificateLoader.LoadPkcs12CollectionFromFile(options.Path, options.Password);
            leaf = chain.FirstOrDefault(c => c.HasPrivateKey) ?? throw new CryptographicException($"{options.Path} holds no private key.");
        }
        else
        {
            leaf = string.IsNullOrEmpty(options.Password)
                ? X509Certificate2.CreateFromPemFile(options.Path, options.KeyPath)
                : X509Certificate2.CreateFromEncryptedPemFile(options.Path, options.Password, options.KeyPath);
            chain.ImportFromPemFile(options.Path);
        }

        return SslStreamCertificateContext.Create(leaf, chain, offline: true);
    }

    /// <summary>All certificates of PEM files.</summary>
    /// <exception cref="CryptographicException">A file holds none.</exception>
    /// <exception cref="IOException">No such file.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be read.</exception>
    public static X509Certificate2Collection LoadAll(IEnumerable<string> paths)
    {
        var all = new X509Certificate2Collection();
        foreach (var path in paths)
        {
            var before = all.Count;
            all.ImportFromPemFile(path);
            if (all.Count == before)
            {
                throw new CryptographicException($"{path} holds no certificate in PEM.");
            }
        }

        return all;
    }
}
