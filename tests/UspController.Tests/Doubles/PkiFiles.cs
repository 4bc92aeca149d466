using System.Security.Cryptography.X509Certificates;

namespace UspController.Tests.Doubles;

/// <summary>An endpoint's certificate, its key and the authority, as files that a configuration names.</summary>
internal sealed class PkiFiles : IDisposable
{
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("usp-pki-");

    public PkiFiles(Pki pki, string endpointId)
    {
        using var certificate = pki.Issue(endpointId);
        using var key = certificate.GetECDsaPrivateKey()!;
        Certificate = Write("endpoint.pem", certificate.ExportCertificatePem());
        Key = Write("endpoint.key", key.ExportPkcs8PrivateKeyPem());
        Authority = Write("authority.pem", pki.Authority.ExportCertificatePem());
    }

    public string Certificate { get; }

    public string Key { get; }

    public string Authority { get; }

    public void Dispose() => _directory.Delete(recursive: true);

    private string Write(string name, string pem)
    {
        var path = Path.Combine(_directory.FullName, name);
        File.WriteAllText(path, pem);
        return path;
    }
}
