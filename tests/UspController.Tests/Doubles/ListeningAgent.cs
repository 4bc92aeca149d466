using System.Collections.Concurrent;
using System.Net;
using System.Net.WebSockets;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;

namespace UspController.Tests.Doubles;

/// <summary>An agent that listens (TR-369 R-WS.6), as the reference agent does: it answers with its extension whether asked or not.</summary>
internal sealed class ListeningAgent : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly Gateway _gateway;

    private ListeningAgent(Gateway gateway, X509Certificate2? certificate, int port)
    {
        _gateway = gateway;
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, port, listen =>
        {
            listen.Protocols = HttpProtocols.Http1;
            if (certificate is not null)
            {
                listen.UseHttps(certificate);
            }
        }));
        _app = builder.Build();
        _app.UseWebSockets();
        _app.Run(HandleAsync);
    }

    public string SaysItIs { get; init; } = "";

    public string? Subprotocol { get; init; } = "v1.usp";

    public ConcurrentQueue<string> Queries { get; } = new();

    public ConcurrentQueue<string> Extensions { get; } = new();

    public ConcurrentQueue<(AgentVoice Voice, WebSocket Socket)> Sessions { get; } = new();

    public int Port { get; private set; }

    public static async Task<ListeningAgent> StartAsync(
        Gateway gateway, X509Certificate2? certificate = null, string? saysItIs = null, string? subprotocol = "v1.usp", int port = 0)
    {
        var agent = new ListeningAgent(gateway, certificate, port) { SaysItIs = saysItIs ?? gateway.EndpointId, Subprotocol = subprotocol };
        await agent._app.StartAsync();
        agent.Port = new Uri(agent._app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First()).Port;
        return agent;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var (_, socket) in Sessions)
        {
            socket.Abort();
        }

        await _app.StopAsync();
        await _app.DisposeAsync();
    }

    private async Task HandleAsync(HttpContext http)
    {
        Queries.Enqueue(http.Request.QueryString.Value ?? "");
        Extensions.Enqueue(http.Request.Headers.SecWebSocketExtensions.ToString());
        http.Response.Headers.SecWebSocketExtensions = $"bbf-usp-protocol; eid=\"{SaysItIs}\"";
        using var socket = await http.WebSockets.AcceptWebSocketAsync(Subprotocol);
        var voice = new AgentVoice(_gateway);
        Sessions.Enqueue((voice, socket));
        await voice.GreetAsync(socket);
        await voice.RunAsync(socket);
    }
}
