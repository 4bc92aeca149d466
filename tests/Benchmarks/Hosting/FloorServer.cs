using System.Globalization;
using System.Net;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Benchmarks.Hosting;

/// <summary>
/// The floor: Kestrel and nothing behind it. Whoever posts a body gets the InformResponse with a cookie, whoever posts none
/// gets 204: the bytes of the product's answers, without reading what was asked.
/// </summary>
internal sealed class FloorServer(byte[] informResponse) : IHttpApplication<IFeatureCollection>
{
    public const string Command = "floor-server";

    public static async Task<int> RunAsync(Arguments arguments)
    {
        var command = arguments.Subject("a port and the answer; the floor command starts this");
        await using var services = new ServiceCollection().AddLogging().BuildServiceProvider();
        var kestrel = new KestrelServerOptions { ApplicationServices = services, AddServerHeader = false };
        kestrel.Listen(IPAddress.Loopback, int.Parse(command, CultureInfo.InvariantCulture), listen => listen.Protocols = HttpProtocols.Http1);
        var transport = new SocketTransportFactory(Options.Create(new SocketTransportOptions { Backlog = 4096 }), NullLoggerFactory.Instance);
        using var server = new KestrelServer(Options.Create(kestrel), transport, NullLoggerFactory.Instance);
        await server.StartAsync(new FloorServer(Convert.FromBase64String(arguments.Text(command)!)), CancellationToken.None);
        await Task.Delay(Timeout.Infinite);
        return 0;
    }

    public IFeatureCollection CreateContext(IFeatureCollection contextFeatures) => contextFeatures;

    public async Task ProcessRequestAsync(IFeatureCollection context)
    {
        var request = context.Get<IHttpRequestFeature>()!;
        var response = context.Get<IHttpResponseFeature>()!;
        var reader = context.Get<IRequestBodyPipeFeature>()!.Reader;
        if (request.Method == "GET")
        {
            return;
        }

        var length = await DrainAsync(reader);
        if (length == 0)
        {
            response.StatusCode = StatusCodes.Status204NoContent;
            return;
        }

        response.Headers.SetCookie = "session=0123456789abcdef0123456789abcdef; Path=/";
        response.Headers.ContentType = "text/xml; charset=utf-8";
        response.Headers.ContentLength = informResponse.Length;
        await context.Get<IHttpResponseBodyFeature>()!.Writer.WriteAsync(informResponse);
    }

    public void DisposeContext(IFeatureCollection context, Exception? exception)
    {
    }

    private static async ValueTask<long> DrainAsync(System.IO.Pipelines.PipeReader reader)
    {
        var length = 0L;
        while (true)
        {
            var read = await reader.ReadAsync();
            length += read.Buffer.Length;
            reader.AdvanceTo(read.Buffer.End);
            if (read.IsCompleted)
            {
                return length;
            }
        }
    }
}
