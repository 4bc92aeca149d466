using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.Pkcs;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Provisioning.Mud;

namespace Provisioning.Tests.Mud;

/// <summary>A manufacturer with a CA, a signer and a file server over real TLS.</summary>
internal sealed class Manufacturer : IAsyncDisposable
{
    private static readonly DateTimeOffset From = TimeProvider.System.GetUtcNow().AddDays(-10);
    private readonly WebApplication _server;
    private readonly string _directory = Directory.CreateTempSubdirectory("mud-test").FullName;

    private Manufacturer(X509Certificate2 ca, WebApplication server)
    {
        Ca = ca;
        _server = server;
        AnchorFile = Path.Combine(_directory, "ca.pem");
        File.WriteAllText(AnchorFile, ca.ExportCertificatePem());
    }

    public X509Certificate2 Ca { get; }

    public string AnchorFile { get; }

    /// <summary>What is served, by path.</summary>
    public Dictionary<string, Func<HttpContext, Task>> Routes { get; } = new(StringComparer.Ordinal);

    public List<string> Requests { get; } = [];

    public Uri Address { get; private set; } = null!;

    public MudOptions Options => new() { AllowPrivateAddresses = true, TlsAnchors = [AnchorFile], TrustAnchors = [AnchorFile] };

    public static async Task<Manufacturer> StartAsync()
    {
        var ca = MakeCa("CN=Test CA");
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        using var leaf = Issue(ca, "CN=localhost", X509KeyUsageFlags.DigitalSignature, names: true);
        var served = X509CertificateLoader.LoadPkcs12(leaf.Export(X509ContentType.Pkcs12), null);
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(k => k.Listen(IPAddress.Loopback, 0, l => l.UseHttps(new HttpsConnectionAdapterOptions { ServerCertificate = served })));
        var server = builder.Build();
        var manufacturer = new Manufacturer(ca, server);
        server.Run(async context =>
        {
            lock (manufacturer.Requests)
            {
                manufacturer.Requests.Add(context.Request.Path);
            }

            if (manufacturer.Routes.TryGetValue(context.Request.Path, out var route))
            {
                await route(context);
            }
            else
            {
                context.Response.StatusCode = 404;
            }
        });
        await server.StartAsync();
        var address = server.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();
        manufacturer.Address = new Uri($"https://localhost:{new Uri(address).Port}/");
        return manufacturer;
    }

    public string Url(string path) => new Uri(Address, path).AbsoluteUri;

    public void Serve(string path, byte[] content, string? etag = null) => Routes[path] = async context =>
    {
        if (etag is not null)
        {
            context.Response.Headers.ETag = etag;
            if (context.Request.Headers.IfNoneMatch == etag)
            {
                context.Response.StatusCode = 304;
                return;
            }
        }

        await context.Response.Body.WriteAsync(content);
    };

    /// <summary>A file of its own with one name; signed where <paramref name="signature"/> says at which path.</summary>
    public byte[] MakeFile(string path, string name = "cloud.example", string? signature = null, string lastUpdate = "2024-05-01T08:00:00Z") =>
        System.Text.Encoding.UTF8.GetBytes($$"""
            { "ietf-mud:mud": { "mud-version": 1, "mud-url": "{{Url(path)}}", "last-update": "{{lastUpdate}}", "is-supported": true, "systeminfo": "Lamp", "cache-validity": 24,
                {{(signature is null ? "" : $"\"mud-signature\": \"{Url(signature)}\",")}}
                "from-device-policy": { "access-lists": { "access-list": [ { "name": "out" } ] } } },
              "ietf-access-control-list:acls": { "acl": [ { "name": "out", "type": "ipv4-acl-type", "aces": { "ace": [ { "name": "cloud",
                "matches": { "ipv4": { "ietf-acldns:dst-dnsname": "{{name}}" } }, "actions": { "forwarding": "accept" } } ] } } ] } }
            """);

    public static X509Certificate2 MakeCa(string subject)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest(subject, key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign, true));
        return request.CreateSelfSigned(From, From.AddYears(5));
    }

    public static X509Certificate2 Issue(X509Certificate2 ca, string subject, X509KeyUsageFlags usage, bool names = false, DateTimeOffset? until = null)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest(subject, key, HashAlgorithmName.SHA256);
        if (usage != X509KeyUsageFlags.None)
        {
            request.CertificateExtensions.Add(new X509KeyUsageExtension(usage, true));
        }

        if (names)
        {
            var alternatives = new SubjectAlternativeNameBuilder();
            alternatives.AddDnsName("localhost");
            request.CertificateExtensions.Add(alternatives.Build());
            request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid("1.3.6.1.5.5.7.3.1")], false));
        }

        using var issued = request.Create(ca, From, until ?? From.AddYears(1), RandomNumberGenerator.GetBytes(8));
        return issued.CopyWithPrivateKey(key);
    }

    public static byte[] Sign(byte[] content, X509Certificate2 signer, bool detached = true)
    {
        var cms = new SignedCms(new ContentInfo(content), detached);
        cms.ComputeSignature(new CmsSigner(SubjectIdentifierType.IssuerAndSerialNumber, signer) { DigestAlgorithm = new Oid("2.16.840.1.101.3.4.2.1"), IncludeOption = X509IncludeOption.EndCertOnly });
        return cms.Encode();
    }

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        Directory.Delete(_directory, recursive: true);
    }
}
