using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Acs.Tests.Cwmp;

/// <summary>A certificate authority of a test, and its files.</summary>
internal sealed class Authority : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("acs-ca");
    private readonly X509Certificate2 _root;

    public Authority(string name)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign, true));
        _root = request.CreateSelfSigned(TimeProvider.System.GetUtcNow().AddDays(-1), TimeProvider.System.GetUtcNow().AddDays(30));
        File.WriteAllText(Path, _root.ExportCertificatePem());
    }

    /// <summary>Of its own certificate, PEM.</summary>
    public string Path => System.IO.Path.Combine(_folder.FullName, "ca.pem");

    public X509Certificate2 Issue(string commonName, string purpose, DateTimeOffset? ends = null)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={commonName}", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid(purpose)], false));
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(System.Net.IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        using var issued = request.Create(_root, TimeProvider.System.GetUtcNow().AddHours(-1), ends ?? TimeProvider.System.GetUtcNow().AddDays(7), RandomNumberGenerator.GetBytes(8));
        using var whole = issued.CopyWithPrivateKey(key);
        return X509CertificateLoader.LoadPkcs12(whole.Export(X509ContentType.Pkcs12), null);
    }

    public X509Certificate2 Gateway(string commonName) => Issue(commonName, "1.3.6.1.5.5.7.3.2");

    /// <summary>The server's certificate as a file; written over when there is one.</summary>
    public string Server(DateTimeOffset ends)
    {
        var path = System.IO.Path.Combine(_folder.FullName, "server.p12");
        using var certificate = Issue("acs.example", "1.3.6.1.5.5.7.3.1", ends);
        File.WriteAllBytes(path, certificate.Export(X509ContentType.Pkcs12));
        return path;
    }

    public void Dispose()
    {
        _root.Dispose();
        _folder.Delete(recursive: true);
    }
}
