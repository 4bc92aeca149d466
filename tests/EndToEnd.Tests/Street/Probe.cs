using System.Net;
using System.Net.Sockets;
using System.Text;

namespace EndToEnd.Tests.Street;

/// <summary>
/// Sends real packets and says what became of them. A packet has passed when the far side got it; it was dropped when the
/// gateway's drop counter rose. Neither verdict rests on silence.
/// </summary>
internal sealed class Probe(Home home)
{
    private static readonly TimeSpan _deadline = TimeSpan.FromSeconds(10);

    public async Task<bool> UdpPassesAsync(NetworkNamespace from, IPAddress source, NetworkNamespace to, IPAddress destination, int port, int sourcePort = 0)
    {
        using var server = to.Socket(destination.AddressFamily, SocketType.Dgram, ProtocolType.Udp);
        server.Bind(new IPEndPoint(destination, port));
        using var client = from.Socket(source.AddressFamily, SocketType.Dgram, ProtocolType.Udp);
        client.Bind(new IPEndPoint(source, sourcePort));
        var before = home.Dropped();
        var buffer = new byte[64];
        using var giveUp = new CancellationTokenSource(_deadline);
        var received = server.ReceiveFromAsync(buffer, SocketFlags.None, new IPEndPoint(destination.AddressFamily == AddressFamily.InterNetwork ? IPAddress.Any : IPAddress.IPv6Any, 0), giveUp.Token).AsTask();
        await client.SendToAsync(Encoding.ASCII.GetBytes("probe"), new IPEndPoint(destination, port));
        return await VerdictAsync(received, before, giveUp.Token);
    }

    public async Task<bool> TcpPassesAsync(NetworkNamespace from, IPAddress source, NetworkNamespace to, IPAddress destination, int port)
    {
        using var server = to.Socket(destination.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        server.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true);
        server.Bind(new IPEndPoint(destination, port));
        server.Listen(4);
        using var client = from.Socket(source.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        client.Bind(new IPEndPoint(source, 0));
        var before = home.Dropped();
        using var giveUp = new CancellationTokenSource(_deadline);
        // Established means: the SYN went out and its answer came back.
        var connected = client.ConnectAsync(new IPEndPoint(destination, port), giveUp.Token).AsTask();
        return await VerdictAsync(connected, before, giveUp.Token);
    }

    private async Task<bool> VerdictAsync(Task arrived, long before, CancellationToken giveUp)
    {
        using var pulse = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        while (!arrived.IsCompletedSuccessfully)
        {
            if (home.Dropped() > before)
            {
                return false;
            }

            Assert.That(giveUp.IsCancellationRequested, Is.False, "the packet neither arrived nor was it dropped by a rule");
            try
            {
                await pulse.WaitForNextTickAsync(giveUp);
            }
            catch (OperationCanceledException)
            {
                // Said above, at the next round.
            }
        }

        return true;
    }
}
