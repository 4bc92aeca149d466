using System.Net;
using System.Net.Sockets;

namespace EndToEnd.Tests.Reach;

/// <summary>A home router's NAT for UDP: what goes out leaves from its outer port, and only whom it was sent to gets back in.</summary>
internal sealed class UdpNat : IAsyncDisposable
{
    private readonly Socket _inner = Open();
    private readonly Socket _outer = Open();
    private readonly CancellationTokenSource _stop = new();
    private readonly Task[] _loops;
    private EndPoint? _home;

    public UdpNat(IPEndPoint server)
    {
        _loops = [PassAsync(_inner, async (datagram, from) =>
        {
            _home = from;
            await _outer.SendToAsync(datagram, server);
        }), PassAsync(_outer, async (datagram, from) =>
        {
            if (LetsIn && from.Equals(server) && _home is { } home)
            {
                await _inner.SendToAsync(datagram, home);
            }
        })];
    }

    /// <summary>False: it has forgotten its binding, so nothing comes in.</summary>
    public bool LetsIn { get; set; } = true;

    /// <summary>Where the home sends to.</summary>
    public int Port => ((IPEndPoint)_inner.LocalEndPoint!).Port;

    /// <summary>Where the home is seen.</summary>
    public IPEndPoint Outside => (IPEndPoint)_outer.LocalEndPoint!;

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await Task.WhenAll(_loops);
        _inner.Dispose();
        _outer.Dispose();
        _stop.Dispose();
    }

    private static Socket Open()
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return socket;
    }

    private async Task PassAsync(Socket from, Func<byte[], EndPoint, Task> pass)
    {
        var buffer = new byte[2048];
        try
        {
            while (true)
            {
                var received = await from.ReceiveFromAsync(buffer, SocketFlags.None, new IPEndPoint(IPAddress.Any, 0), _stop.Token);
                await pass(buffer[..received.ReceivedBytes], received.RemoteEndPoint);
            }
        }
        catch (OperationCanceledException)
        {
            // The test is over.
        }
    }
}
