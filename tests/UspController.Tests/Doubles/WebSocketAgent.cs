using System.Net.WebSockets;
using System.Text;
using Usp.Messages;

namespace UspController.Tests.Doubles;

/// <summary>An agent that calls the controller over a real WebSocket.</summary>
internal sealed class WebSocketAgent(Gateway gateway) : IAsyncDisposable
{
    private readonly ClientWebSocket _socket = new();
    private Task _run = Task.CompletedTask;

    public AgentVoice Voice { get; } = new(gateway);

    public ClientWebSocket Socket => _socket;

    public ClientWebSocketOptions Options => _socket.Options;

    /// <summary>Sent in the query (TR-369 R-WS.10b); null: not.</summary>
    public string? DeclaredId { get; init; } = gateway.EndpointId;

    public string? User { get; init; }

    public string? Password { get; init; }

    public string Subprotocol { get; init; } = "v1.usp";

    public bool IsOpen => _socket.State == WebSocketState.Open;

    public IEnumerable<string> Acknowledged => Voice.Acknowledged;

    public async Task ConnectAsync(Uri address)
    {
        if (Subprotocol.Length > 0)
        {
            Options.AddSubProtocol(Subprotocol);
        }

        Options.CollectHttpResponseDetails = true;
        if (User is not null)
        {
            Options.SetRequestHeader("Authorization", "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes($"{User}:{Password}")));
        }

        var target = new UriBuilder(address);
        if (DeclaredId is not null)
        {
            target.Query = "eid=" + Uri.EscapeDataString(DeclaredId);
        }

        await _socket.ConnectAsync(target.Uri, CancellationToken.None);
        _run = Voice.RunAsync(_socket);
    }

    /// <summary>Connect and connect record: as agents begin (TR-369 R-MTP.6).</summary>
    public async Task StartAsync(Uri address)
    {
        await ConnectAsync(address);
        await Voice.GreetAsync(_socket);
    }

    /// <summary>The HTTP status of a handshake that is refused.</summary>
    public async Task<int> RefusalAsync(Uri address)
    {
        try
        {
            await ConnectAsync(address);
            Assert.Fail("The handshake succeeds.");
        }
        catch (WebSocketException)
        {
            // As wanted.
        }

        return (int)_socket.HttpStatusCode;
    }

    public Task TellAsync(Msg message, string? from = null) => Voice.TellAsync(_socket, message, from);

    public Task SendAsync(byte[] bytes, WebSocketMessageType type = WebSocketMessageType.Binary, bool isEnd = true) =>
        _socket.SendAsync(bytes, type, isEnd, CancellationToken.None);

    public async ValueTask DisposeAsync()
    {
        if (_socket.State == WebSocketState.Open)
        {
            await _socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, "", CancellationToken.None);
        }

        _socket.Dispose();
        await _run;
    }
}
