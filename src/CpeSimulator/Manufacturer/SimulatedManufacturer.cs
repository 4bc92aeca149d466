using System.Collections.Concurrent;
using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.Pkcs;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace CpeSimulator.Manufacturer;

/// <summary>
/// Makers of IoT devices: HTTPS on loopback ports, one a maker, with MUD files and their detached CMS signatures
/// (RFC 8520 §13). Everything comes from a certificate authority made at the start.
/// </summary>
public sealed class SimulatedManufacturer : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly CertificateFactory _certificates;
    private readonly TimeProvider _clock;
    private readonly ConcurrentDictionary<string, byte[]> _files = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, int> _asked = new(StringComparer.Ordinal);
    private IReadOnlyList<Uri> _authorities = [];

    private SimulatedManufacturer(WebApplication app, CertificateFactory certificates, TimeProvider clock)
    {
        _app = app;
        _certificates = certificates;
        _clock = clock;
    }

    /// <summary><c>camera</c>, <c>lock</c>, <c>bulb</c>, <c>thermostat</c>, <c>printer</c>, <c>speaker</c>.</summary>
    public static IReadOnlyList<string> Products { get; } = [.. MudProduct.All.Select(p => p.Key)];

    /// <summary>Names in the files and where they are, the same at every start. Addresses of documentation networks.</summary>
    public static IReadOnlyDictionary<string, IReadOnlyList<string>> Names { get; } = MudProduct.All
        .SelectMany(p => p.Rules).Select(r => r.Peer).Where(p => p.StartsWith("dns:", StringComparison.Ordinal))
        .Select(p => p[4..]).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)
        .Select((name, i) => (name, i))
        .ToDictionary(n => n.name, n => (IReadOnlyList<string>)[$"203.0.113.{10 + n.i}", $"2001:db8:ffff::{10 + n.i:x}"], StringComparer.Ordinal);

    /// <summary>The authority that signed the TLS server's and the MUD signer's certificate, PEM.</summary>
    public string AuthorityPem => _certificates.Authority.ExportCertificatePem();

    public static async Task<SimulatedManufacturer> StartAsync(TimeProvider? clock = null)
    {
        var time = clock ?? TimeProvider.System;
        var certificates = new CertificateFactory("Simulated Makers", time);
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(k =>
        {
            for (var i = 0; i <= MudProduct.All.Max(p => p.Authority); i++)
            {
                k.Listen(IPAddress.Loopback, 0, listen => listen.UseHttps(certificates.Server));
            }
        });
        var app = builder.Build();
        var maker = new SimulatedManufacturer(app, certificates, time);
        app.Run(maker.HandleAsync);
        await app.StartAsync();
        var addresses = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses;
        maker._authorities = [.. addresses.Select(a => new Uri($"https://localhost:{new Uri(a).Port}/"))];
        foreach (var product in MudProduct.All)
        {
            maker.Publish(product, product.Rules);
        }

        return maker;
    }

    /// <summary>The MUD URL of a product.</summary>
    public Uri UrlOf(string product) => UrlOf(MudProduct.All.First(p => p.Key == product));

    public byte[] FileOf(string product) => _files[KeyOf(UrlOf(product))];

    /// <summary>Detached CMS, DER.</summary>
    public byte[] SignatureOf(string product) => _files[KeyOf(SignatureUrlOf(UrlOf(product)))];

    /// <summary>How often the file was fetched.</summary>
    public int FetchesOf(string product) => _asked.GetValueOrDefault(KeyOf(UrlOf(product)));

    /// <summary>A new edition that also lets the device reach <paramref name="name"/> by TCP; signed again.</summary>
    public void Allow(string product, string name, int port)
    {
        var found = MudProduct.All.First(p => p.Key == product);
        Publish(found, [.. found.Rules, new MudRule("added", "dns:" + name, "tcp", port)]);
    }

    /// <summary>A new edition with just these rules; signed again.</summary>
    public void Replace(string product, params IReadOnlyList<MudRule> rules) =>
        Publish(MudProduct.All.First(p => p.Key == product), rules);

    /// <summary>Changes a byte of the file and leaves the signature: what an attacker would serve.</summary>
    public void Tamper(string product)
    {
        var file = FileOf(product).ToArray();
        file[^2] = (byte)' ';
        _files[KeyOf(UrlOf(product))] = file;
    }

    /// <summary>Writes the anchor for TLS and for signatures; returns the path.</summary>
    public async Task<string> ExportAnchorAsync(string directory)
    {
        Directory.CreateDirectory(directory);
        var path = Path.Combine(directory, "simulated-makers-root.pem");
        await File.WriteAllTextAsync(path, AuthorityPem);
        return path;
    }

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        _certificates.Dispose();
    }

    private static string KeyOf(Uri url) => $"{url.Port}{url.AbsolutePath}";

    private static Uri SignatureUrlOf(Uri url) => new(url.AbsoluteUri.Replace(".json", ".p7s", StringComparison.Ordinal));

    private Uri UrlOf(MudProduct product) => new(_authorities[product.Authority], $"mud/{product.Key}.json");

    private void Publish(MudProduct product, IReadOnlyList<MudRule> rules)
    {
        var url = UrlOf(product);
        var signatureUrl = SignatureUrlOf(url);
        var file = MudFileWriter.Write(url, signatureUrl, _clock.GetUtcNow(), product.SystemInfo, product.Maker, product.Model, rules);
        _files[KeyOf(signatureUrl)] = Sign(file);
        _files[KeyOf(url)] = file;
    }

    private byte[] Sign(byte[] file)
    {
        var cms = new SignedCms(new ContentInfo(file), detached: true);
        var signer = new CmsSigner(_certificates.Signer)
        {
            DigestAlgorithm = new Oid("2.16.840.1.101.3.4.2.1"),
            IncludeOption = X509IncludeOption.EndCertOnly,
            SignedAttributes = { new Pkcs9SigningTime(_clock.GetUtcNow().UtcDateTime) },
        };
        cms.ComputeSignature(signer);
        return cms.Encode();
    }

    private async Task HandleAsync(HttpContext http)
    {
        var key = http.Connection.LocalPort + (http.Request.Path.Value ?? "");
        if (!_files.TryGetValue(key, out var bytes))
        {
            http.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        _asked.AddOrUpdate(key, 1, (_, n) => n + 1);
        var tag = '"' + Convert.ToHexStringLower(SHA256.HashData(bytes).AsSpan(0, 8)) + '"';
        http.Response.Headers.ETag = tag;
        http.Response.Headers.CacheControl = "max-age=172800";
        if (http.Request.Headers.IfNoneMatch == tag)
        {
            http.Response.StatusCode = StatusCodes.Status304NotModified;
            return;
        }

        http.Response.ContentType = key.EndsWith(".json", StringComparison.Ordinal) ? "application/mud+json" : "application/pkcs7-signature";
        await http.Response.Body.WriteAsync(bytes, http.RequestAborted);
    }
}
