using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace UspController.Tests.Doubles;

/// <summary>Issues certificates into files of a directory of its own.</summary>
internal sealed class Authority : IDisposable
{
    private const string ServerAuthentication = "1.3.6.1.5.5.7.3.1";
    private const string ClientAuthentication = "1.3.6.1.5.5.7.3.2";

    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("acs-authority-");
    private readonly ECDsa _key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private int _files;

    public Authority(string name = "Test authority")
    {
        var request = new CertificateRequest($"CN={name}", _key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign | X509KeyUsageFlags.CrlSign, true));
        Root = request.CreateSelfSigned(DateTimeOffset.UnixEpoch, new DateTimeOffset(2090, 1, 1, 0, 0, 0, TimeSpan.Zero));
        RootFile = Write("root.pem", Root.ExportCertificatePem());
    }

    public X509Certificate2 Root { get; }

    public string RootFile { get; }

    /// <summary>A certificate of a server called localhost: the PEM file and its key's.</summary>
    public (string Certificate, string Key) Server(string name = "localhost") => Files(Issue($"CN={name}", ServerAuthentication, dns: [name], uris: []));

    /// <summary>A certificate of an agent with these URIs and DNS names.</summary>
    public X509Certificate2 Agent(string[] uris, string[]? dns = null, int endYear = 2089, string name = "agent") =>
        Issue($"CN={name}", ClientAuthentication, dns ?? [], uris, endYear);

    public static X509Certificate2 SelfSigned(string uri)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var made = Request("CN=self", key, ClientAuthentication, [], [uri]).CreateSelfSigned(
            DateTimeOffset.UnixEpoch, new DateTimeOffset(2089, 1, 1, 0, 0, 0, TimeSpan.Zero));
        return Reloaded(made);
    }

    public (string Certificate, string Key) Files(X509Certificate2 certificate)
    {
        var number = Interlocked.Increment(ref _files);
        return (Write($"{number}.pem", certificate.ExportCertificatePem()),
            Write($"{number}.key", certificate.GetECDsaPrivateKey()!.ExportPkcs8PrivateKeyPem()));
    }

    public void Dispose()
    {
        _key.Dispose();
        Root.Dispose();
        _directory.Delete(recursive: true);
    }

    private string Write(string name, string text)
    {
        var path = Path.Combine(_directory.FullName, name);
        File.WriteAllText(path, text);
        return path;
    }

    private X509Certificate2 Issue(string subject, string usage, string[] dns, string[] uris, int endYear = 2089)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var issued = Request(subject, key, usage, dns, uris).Create(
            Root, DateTimeOffset.UnixEpoch.AddYears(1), new DateTimeOffset(endYear, 1, 1, 0, 0, 0, TimeSpan.Zero), RandomNumberGenerator.GetBytes(8));
        using var own = issued.CopyWithPrivateKey(key);
        return Reloaded(own);
    }

    private static CertificateRequest Request(string subject, ECDsa key, string usage, string[] dns, string[] uris)
    {
        var request = new CertificateRequest(subject, key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid(usage)], false));
        var names = new AsnWriter(AsnEncodingRules.DER);
        using (names.PushSequence())
        {
            foreach (var name in dns)
            {
                names.WriteCharacterString(UniversalTagNumber.IA5String, name, new Asn1Tag(TagClass.ContextSpecific, 2));
            }

            foreach (var uri in uris)
            {
                names.WriteCharacterString(UniversalTagNumber.IA5String, uri, new Asn1Tag(TagClass.ContextSpecific, 6));
            }
        }

        if (dns.Length + uris.Length > 0)
        {
            request.CertificateExtensions.Add(new X509SubjectAlternativeNameExtension(names.Encode()));
        }

        return request;
    }

    private static X509Certificate2 Reloaded(X509Certificate2 certificate) =>
        X509CertificateLoader.LoadPkcs12(certificate.Export(X509ContentType.Pkcs12), null);
}
