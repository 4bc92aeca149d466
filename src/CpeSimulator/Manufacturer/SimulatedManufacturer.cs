using System.Collections.Concurrent;
using System.Net;
using System.Security.Cryptography;
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
    private readonly CertificateFactory _strangers;
    private readonly TimeProvider _clock;
    private readonly ConcurrentDictionary<string, byte[]> _files = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, int> _asked = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, ServingFault> _faults = new(StringComparer.Ordinal);
    private IReadOnlyList<Uri> _authorities = [];
    private int _connections;

    private SimulatedManufacturer(WebApplication app, CertificateFactory certificates, TimeProvider clock)
    {
        _app = app;
        _certificates = certificates;
        _strangers = new CertificateFactory("Strangers", clock);
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
        SimulatedManufacturer? maker = null;
        builder.WebHost.ConfigureKestrel(k =>
        {
            for (var i = 0; i <= MudProduct.All.Max(p => p.Authority); i++)
            {
                k.Listen(IPAddress.Loopback, 0, listen =>
                {
                    listen.Use(next => connection =>
                    {
                        Interlocked.Increment(ref maker!._connections);
                        return next(connection);
                    });
                    listen.UseHttps(https => https.ServerCertificateSelector =
                        (connection, _) => maker!.CertificateOf(((IPEndPoint)connection!.LocalEndPoint!).Port));
                });
            }
        });
        var app = builder.Build();
        maker = new SimulatedManufacturer(app, certificates, time);
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

    /// <summary>TCP connections that were opened to any of the makers, whatever became of them.</summary>
    public int Connections => Volatile.Read(ref _connections);

    /// <summary>From now on the product's file is served so; <see cref="ServingFault.None"/> mends it.</summary>
    public void Misserve(string product, ServingFault fault) => _faults[KeyOf(UrlOf(product))] = fault;

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
        _strangers.Dispose();
    }

    private static string KeyOf(Uri url) => $"{url.Port}{url.AbsolutePath}";

    private static Uri SignatureUrlOf(Uri url) => new(url.AbsoluteUri.Replace(".json", ".p7s", StringComparison.Ordinal));

    private Uri UrlOf(MudProduct product) => new(_authorities[product.Authority], $"mud/{product.Key}.json");

    private void Publish(MudProduct product, IReadOnlyList<MudRule> rules)
    {
        var url = UrlOf(product);
        var signatureUrl = SignatureUrlOf(url);
        var file = MudFileWriter.Write(url, signatureUrl, _clock.GetUtcNow(), product.SystemInfo, product.Maker, product.Model, rules);
        _files[KeyOf(signatureUrl)] = FileSigner.Sign(file, _certificates.Signer, _clock);
        _files[KeyOf(url)] = file;
    }

    private async Task HandleAsync(HttpContext http)
    {
        var key = http.Connection.LocalPort + (http.Request.Path.Value ?? "");
        var isFile = key.EndsWith(".json", StringComparison.Ordinal);
        var file = isFile ? key : Path.ChangeExtension(key, ".json");
        // A client that keeps its connection would not notice another certificate.
        http.Response.Headers.Connection = "close";
        if (!_files.TryGetValue(key, out var good) || !_files.ContainsKey(file))
        {
            http.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        _asked.AddOrUpdate(key, 1, (_, n) => n + 1);
        var fault = _faults.GetValueOrDefault(file);
        var bytes = isFile
            ? await FaultyServing.FileAsync(http, fault, good)
            : FaultyServing.Signature(fault, _files[file], good, _certificates, _strangers, _clock);
        if (bytes is null)
        {
            http.Response.StatusCode = isFile ? http.Response.StatusCode : StatusCodes.Status404NotFound;
            return;
        }

        var tag = '"' + Convert.ToHexStringLower(SHA256.HashData(bytes).AsSpan(0, 8)) + '"';
        http.Response.Headers.ETag = tag;
        http.Response.Headers.CacheControl = "max-age=172800";
        if (http.Request.Headers.IfNoneMatch == tag)
        {
            http.Response.StatusCode = StatusCodes.Status304NotModified;
            return;
        }

        http.Response.ContentType = isFile ? "application/mud+json" : "application/pkcs7-signature";
        await http.Response.Body.WriteAsync(bytes, http.RequestAborted);
    }

    /// <summary>A maker whose server has the wrong certificate has it for all its files.</summary>
    private X509Certificate2 CertificateOf(int port) =>
        _faults.Any(f => f.Value == ServingFault.UnknownAuthority && f.Key.StartsWith($"{port}/", StringComparison.Ordinal))
            ? _strangers.Server
            : _certificates.Server;
}
