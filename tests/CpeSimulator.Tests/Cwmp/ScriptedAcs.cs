using System.Collections.Concurrent;
using System.Net;
using System.Text;
using System.Threading.Channels;
using System.Xml.Linq;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace CpeSimulator.Tests.Cwmp;

/// <summary>An ACS that answers Informs and asks what the test tells it to; serves files below <c>/files/</c>.</summary>
internal sealed class ScriptedAcs : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly Channel<string> _rpcs = Channel.CreateUnbounded<string>();
    private readonly ConcurrentDictionary<string, byte[]> _files = new(StringComparer.Ordinal);

    private ScriptedAcs(WebApplication app) => _app = app;

    public Uri Address { get; private set; } = new("http://127.0.0.1/");

    /// <summary>Bodies of everything that gateways sent: Informs, responses, faults.</summary>
    public ConcurrentQueue<XElement> Received { get; } = new();

    public ConcurrentQueue<string> RawTypes { get; } = new();

    /// <summary>Status with which the next posts are refused.</summary>
    public ConcurrentQueue<int> Refusals { get; } = new();

    /// <summary>Bytes after which the next download is cut.</summary>
    public int? CutDownloadAfter { get; set; }

    public ConcurrentQueue<string> Ranges { get; } = new();

    public ConcurrentQueue<string> Authorizations { get; } = new();

    public IEnumerable<XElement> Named(string name) => Received.Where(x => x.Name.LocalName == name);

    public static async Task<ScriptedAcs> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(k => k.Listen(IPAddress.Loopback, 0));
        var app = builder.Build();
        var acs = new ScriptedAcs(app);
        app.Run(acs.HandleAsync);
        await app.StartAsync();
        acs.Address = new Uri(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());
        return acs;
    }

    /// <summary>Asked in the next session, in order.</summary>
    public void Ask(string rpc) => _rpcs.Writer.TryWrite(rpc);

    public Uri Publish(string name, byte[] file)
    {
        _files[name] = file;
        return new Uri(Address, "/files/" + name);
    }

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();

    private async Task HandleAsync(HttpContext http)
    {
        if (http.Request.Path.StartsWithSegments("/files", StringComparison.Ordinal, out var rest))
        {
            await SendFileAsync(http, rest.Value!.TrimStart('/'));
            return;
        }

        Authorizations.Enqueue(http.Request.Headers.Authorization.ToString());
        if (Refusals.TryDequeue(out var status))
        {
            http.Response.StatusCode = status;
            if (status == 401)
            {
                http.Response.Headers.WWWAuthenticate = "Digest realm=\"acs\", qop=\"auth\", nonce=\"n1\", algorithm=MD5";
            }

            return;
        }

        using var body = new MemoryStream();
        await http.Request.Body.CopyToAsync(body);
        RawTypes.Enqueue(http.Request.ContentType ?? "");
        if (body.Length > 0)
        {
            body.Position = 0;
            var rpc = XElement.Load(body).Elements().Last().Elements().First();
            Received.Enqueue(rpc);
            var answer = rpc.Name.LocalName switch
            {
                "Inform" => "<cwmp:InformResponse><MaxEnvelopes>1</MaxEnvelopes></cwmp:InformResponse>",
                "TransferComplete" => "<cwmp:TransferCompleteResponse/>",
                _ => null,
            };
            if (answer is not null)
            {
                await WriteAsync(http, answer);
                return;
            }
        }

        if (_rpcs.Reader.TryRead(out var next))
        {
            await WriteAsync(http, next);
        }
        else
        {
            http.Response.StatusCode = StatusCodes.Status204NoContent;
        }
    }

    private async Task SendFileAsync(HttpContext http, string name)
    {
        var file = _files[name];
        var from = 0;
        http.Response.Headers.ETag = "\"v1\"";
        if (http.Request.Headers.Range is [{ } range])
        {
            Ranges.Enqueue(range);
            from = int.Parse(range["bytes=".Length..].TrimEnd('-'));
            http.Response.StatusCode = StatusCodes.Status206PartialContent;
            http.Response.Headers.ContentRange = $"bytes {from}-{file.Length - 1}/{file.Length}";
        }

        http.Response.ContentLength = file.Length - from;
        if (CutDownloadAfter is { } cut)
        {
            CutDownloadAfter = null;
            await http.Response.Body.WriteAsync(file.AsMemory(from, cut));
            // Too few bytes: the server closes the connection. (An abort would reset it, and what was sent might be lost.)
            await http.Response.Body.FlushAsync();
            return;
        }

        await http.Response.Body.WriteAsync(file.AsMemory(from));
    }

    private static Task WriteAsync(HttpContext http, string rpc)
    {
        http.Response.ContentType = "text/xml; charset=utf-8";
        http.Response.Headers.SetCookie = "session=1; Path=/";
        return http.Response.Body.WriteAsync(Encoding.UTF8.GetBytes(
            $"""
            <s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/" xmlns:cwmp="urn:dslforum-org:cwmp-1-2"
              xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:xsd="http://www.w3.org/2001/XMLSchema">
              <s:Header><cwmp:ID s:mustUnderstand="1">77</cwmp:ID></s:Header><s:Body>{rpc}</s:Body></s:Envelope>
            """)).AsTask();
    }
}
