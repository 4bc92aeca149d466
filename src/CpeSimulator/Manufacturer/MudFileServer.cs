using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace CpeSimulator.Manufacturer;

/// <summary>
/// The MUD file servers of simulated manufacturers: one HTTPS port on loopback, a host name each. Files are signed when
/// they are published and can be replaced while it runs.
/// </summary>
public sealed class MudFileServer : IAsyncDisposable
{
    private readonly ConcurrentDictionary<string, byte[]> _files = new(StringComparer.OrdinalIgnoreCase);
    private readonly ConcurrentDictionary<string, int> _requests = new(StringComparer.OrdinalIgnoreCase);
    private readonly MudAuthority _authority;
    private readonly WebApplication _app;

    private MudFileServer(MudAuthority authority, WebApplication app)
    {
        _authority = authority;
        _app = app;
    }

    /// <summary>TCP port on 127.0.0.1.</summary>
    public int Port { get; private set; }

    /// <summary>The manufacturers' host names; whoever fetches must take them for 127.0.0.1.</summary>
    public IReadOnlyList<string> HostNames { get; private init; } = [];

    /// <param name="hostNames">For example <c>mud.bulbs.example</c>.</param>
    /// <exception cref="ArgumentException">No host name.</exception>
    public static async Task<MudFileServer> StartAsync(MudAuthority authority, params string[] hostNames)
    {
        ArgumentOutOfRangeException.ThrowIfZero(hostNames.Length, nameof(hostNames));
        var certificate = authority.IssueForServer(hostNames);
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(k => k.Listen(IPAddress.Loopback, 0, l => l.UseHttps(certificate)));
        var app = builder.Build();
        var server = new MudFileServer(authority, app) { HostNames = hostNames };
        app.Run(server.AnswerAsync);
        await app.StartAsync();
        server.Port = new Uri(app.Urls.First()).Port;
        return server;
    }

    /// <summary>Where a file will be, before it is written: a MUD file names its own URL.</summary>
    public string UrlOf(string hostName, string file) => string.Create(CultureInfo.InvariantCulture, $"https://{hostName}:{Port}/{file}");

    /// <summary>Publishes a file and its signature beside it, as <c>mud-signature</c> names it: the URL with <c>.p7s</c>.</summary>
    public void Publish(string url, string json)
    {
        var bytes = Encoding.UTF8.GetBytes(json);
        _files[url] = bytes;
        _files[SignatureOf(url)] = _authority.Sign(bytes);
    }

    /// <summary>Replaces only the file: its signature no longer fits.</summary>
    public void Tamper(string url, string json) => _files[url] = Encoding.UTF8.GetBytes(json);

    public void Withdraw(string url) => _files.TryRemove(url, out _);

    /// <summary>How often a URL has been asked for.</summary>
    public int RequestsFor(string url) => _requests.GetValueOrDefault(url);

    public static string SignatureOf(string url) => url + ".p7s";

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private Task AnswerAsync(HttpContext context)
    {
        var url = string.Create(CultureInfo.InvariantCulture, $"https://{context.Request.Host.Host}:{Port}{context.Request.Path}");
        _requests.AddOrUpdate(url, 1, (_, n) => n + 1);
        if (!HttpMethods.IsGet(context.Request.Method) || !_files.TryGetValue(url, out var bytes))
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return Task.CompletedTask;
        }

        // RFC 8520 §13.2 and §17.7 name the two media types.
        context.Response.ContentType = url.EndsWith(".p7s", StringComparison.Ordinal) ? "application/pkcs7-signature" : "application/mud+json";
        context.Response.ContentLength = bytes.Length;
        return context.Response.Body.WriteAsync(bytes).AsTask();
    }
}
