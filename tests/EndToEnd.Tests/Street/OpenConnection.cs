using System.Net;
using System.Net.Sockets;

namespace EndToEnd.Tests.Street;

/// <summary>A TCP connection through the gateway that stays open while the firewall changes.</summary>
internal sealed class OpenConnection : IDisposable
{
    private static readonly TimeSpan _deadline = TimeSpan.FromSeconds(30);

    private readonly Socket _client;
    private readonly Socket _server;

    private OpenConnection(Socket client, Socket server) => (_client, _server) = (client, server);

    public static async Task<OpenConnection> OpenAsync(NetworkNamespace from, IPAddress source, NetworkNamespace to, IPAddress destination, int port)
    {
        using var giveUp = new CancellationTokenSource(_deadline);
        using var listener = to.Socket(destination.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        listener.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true);
        listener.Bind(new IPEndPoint(destination, port));
        listener.Listen(1);
        var client = from.Socket(source.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        client.Bind(new IPEndPoint(source, 0));
        await client.ConnectAsync(new IPEndPoint(destination, port), giveUp.Token);
        return new OpenConnection(client, await listener.AcceptAsync(giveUp.Token));
    }

    /// <summary>A byte goes there and comes back.</summary>
    public async Task<bool> EchoesAsync()
    {
        using var giveUp = new CancellationTokenSource(_deadline);
        var buffer = new byte[1];
        try
        {
            await _client.SendAsync(buffer, giveUp.Token);
            await _server.ReceiveAsync(buffer, giveUp.Token);
            await _server.SendAsync(buffer, giveUp.Token);
            return await _client.ReceiveAsync(buffer, giveUp.Token) == 1;
        }
        catch (Exception e) when (e is SocketException or OperationCanceledException)
        {
            return false;
        }
    }

    public void Dispose()
    {
        _client.Dispose();
        _server.Dispose();
    }
}
