using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace CpeSimulator.Cwmp.Stun;

/// <summary>
/// The gateway's STUN client and its ear for UDP connection requests, on one socket (TR-069 Annex G): keeps the NAT's
/// binding open, tells a changed one by a signed notice, and wakes when a signed request comes.
/// </summary>
internal sealed class StunClient(Gateway gateway, Action wake)
{
    private static readonly TimeSpan s_answer = TimeSpan.FromSeconds(2);

    private string _bound = "";
    private long _lastStamp;
    private string _lastId = "";

    private string Server => gateway.Model.Schema.Root.Path + "ManagementServer.";

    private bool IsOn => gateway.Model.Find(Server + "STUNEnable") == "true" && gateway.Model.Find(Server + "STUNServerAddress") is { Length: > 0 };

    public async Task RunAsync(CancellationToken stop)
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        socket.Bind(new IPEndPoint(IPAddress.Any, 0));
        while (!stop.IsCancellationRequested)
        {
            if (!IsOn || gateway.IsCutOff)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(500), gateway.Clock, stop);
                continue;
            }

            try
            {
                await KeepAsync(socket, stop);
                await ListenAsync(socket, Pause(), stop);
            }
            catch (SocketException e)
            {
                gateway.Tell("STUN failed: " + e.Message);
                await Task.Delay(TimeSpan.FromSeconds(1), gateway.Clock, stop);
            }
        }
    }

    private TimeSpan Pause() => TimeSpan.FromSeconds(
        Math.Max(1, int.Parse(gateway.Model.Get(Server + "STUNMinimumKeepAlivePeriod"), CultureInfo.InvariantCulture)));

    private async Task KeepAsync(Socket socket, CancellationToken stop)
    {
        var (answer, _) = await AskAsync(socket, StunRequest.Binding(), stop);
        if (answer is null || StunRequest.Mapped(answer) is not { } mapped || mapped.ToString() == _bound)
        {
            return;
        }

        gateway.Model.Write(Server + "NATDetected", mapped.Equals(await LocalAsync(socket, stop)) ? "false" : "true");
        gateway.Model.Write(Server + "UDPConnectionRequestAddress", mapped.ToString());
        var (user, password) = (gateway.Model.Get(Server + "STUNUsername"), gateway.Model.Get(Server + "STUNPassword"));
        var (first, code) = await AskAsync(socket, StunRequest.Notice(user, null), stop);
        if (first is not null && code == 401)
        {
            (first, code) = await AskAsync(socket, StunRequest.Notice(user, password), stop);
        }

        if (first is not null && code == 0)
        {
            _bound = mapped.ToString();
        }
    }

    /// <summary>Null: no answer. The code is 0 for a success.</summary>
    private async Task<(byte[]? Answer, int Code)> AskAsync(Socket socket, byte[] request, CancellationToken stop)
    {
        await socket.SendToAsync(request, SocketFlags.None, await ServerAsync(stop), stop);
        var answer = await ListenAsync(socket, s_answer, stop, request.AsMemory(4, 16));
        return (answer, answer is null ? 0 : StunRequest.Code(answer));
    }

    private async Task<IPEndPoint> ServerAsync(CancellationToken stop)
    {
        var addresses = await Dns.GetHostAddressesAsync(gateway.Model.Get(Server + "STUNServerAddress"), AddressFamily.InterNetwork, stop);
        return new IPEndPoint(addresses[0], int.Parse(gateway.Model.Get(Server + "STUNServerPort"), CultureInfo.InvariantCulture));
    }

    /// <summary>The address that packets to the server leave from, which a socket bound to any address does not say.</summary>
    private async Task<IPEndPoint> LocalAsync(Socket socket, CancellationToken stop)
    {
        using var route = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        await route.ConnectAsync(await ServerAsync(stop), stop);
        return new IPEndPoint(((IPEndPoint)route.LocalEndPoint!).Address, ((IPEndPoint)socket.LocalEndPoint!).Port);
    }

    /// <summary>Takes what comes: a connection request wakes, the awaited answer ends it.</summary>
    private async Task<byte[]?> ListenAsync(Socket socket, TimeSpan time, CancellationToken stop, ReadOnlyMemory<byte>? transaction = null)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(stop);
        limit.CancelAfter(time);
        var buffer = new byte[1500];
        try
        {
            while (true)
            {
                var received = await socket.ReceiveFromAsync(buffer, SocketFlags.None, new IPEndPoint(IPAddress.Any, 0), limit.Token);
                var datagram = buffer[..received.ReceivedBytes];
                if (transaction is { } awaited && datagram.Length >= 20 && datagram.AsSpan(4, 16).SequenceEqual(awaited.Span))
                {
                    return datagram;
                }

                Hear(datagram);
            }
        }
        catch (OperationCanceledException) when (!stop.IsCancellationRequested)
        {
            return null;
        }
    }

    private void Hear(byte[] datagram)
    {
        var user = gateway.Model.Get(Server + "ConnectionRequestUsername");
        var password = gateway.Model.Get(Server + "ConnectionRequestPassword");
        if (!gateway.IsCutOff && UdpRequest.Read(Encoding.ASCII.GetString(datagram)) is { } request && request.IsRight(user, password)
            // TR-069 G.2.1.3: later than the last one, or another at the same second.
            && (request.Stamp > _lastStamp || (request.Stamp == _lastStamp && request.Id != _lastId)))
        {
            (_lastStamp, _lastId) = (request.Stamp, request.Id);
            wake();
        }
    }
}
