using System.Net;
using System.Net.Sockets;
using System.Security.Authentication;
using Microsoft.Extensions.Logging;
using MQTTnet.Adapter;
using MQTTnet.Diagnostics.Logger;
using MQTTnet.Formatter;
using MQTTnet.Implementations;
using MQTTnet.Server;
using UspController.Mtp.Tls;

namespace UspController.Mtp.Embedded;

/// <summary>Accepts TCP connections for the embedded broker: a bounded number, each with bounded packets.</summary>
/// <param name="tls">Null: in the clear.</param>
internal sealed partial class BoundedListener(
    int port, UspMqttOptions options, TlsGate? tls, ConnectionBudget budget, UspMetrics metrics, ILogger log) : IMqttServerAdapter
{
    private readonly CancellationTokenSource _stop = new();
    private Socket? _socket;
    private Task _accepting = Task.CompletedTask;

    public Func<IMqttChannelAdapter, Task>? ClientHandler { get; set; }

    /// <summary>Where it listens, once it does.</summary>
    public IPEndPoint? EndPoint => _socket?.LocalEndPoint as IPEndPoint;

    public Task StartAsync(MqttServerOptions serverOptions, IMqttNetLogger logger)
    {
        var address = options.Address switch
        {
            "*" => Socket.OSSupportsIPv6 ? IPAddress.IPv6Any : IPAddress.Any,
            "localhost" => IPAddress.Loopback,
            var text => IPAddress.Parse(text),
        };
        _socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        if (address.Equals(IPAddress.IPv6Any))
        {
            _socket.DualMode = true;
        }

        _socket.Bind(new IPEndPoint(address, port));
        _socket.Listen(1024);
        _accepting = Task.Run(() => AcceptAsync(_socket, logger, _stop.Token));
        return Task.CompletedTask;
    }

    public async Task StopAsync()
    {
        await _stop.CancelAsync();
        _socket?.Dispose();
        await _accepting;
    }

    public void Dispose()
    {
        _socket?.Dispose();
        _stop.Dispose();
    }

    private async Task AcceptAsync(Socket listener, IMqttNetLogger logger, CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested)
        {
            try
            {
                var client = await listener.AcceptAsync(cancellationToken);
                if (!budget.TryTake())
                {
                    client.Dispose();
                    continue;
                }

                _ = ServeAsync(client, logger);
            }
            catch (OperationCanceledException)
            {
                return;
            }
            catch (ObjectDisposedException)
            {
                return;
            }
            catch (SocketException) when (!cancellationToken.IsCancellationRequested)
            {
                // The client left before it was accepted, or the process is out of descriptors: the next may fare better.
                await Task.Delay(20, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private async Task ServeAsync(Socket client, IMqttNetLogger logger)
    {
        EndPoint? remote = null;
        try
        {
            client.NoDelay = true;
            remote = client.RemoteEndPoint;
            await using var plain = new NetworkStream(client, ownsSocket: true);
            var (stream, shown) = tls is null ? (plain, null) : await SecureAsync(tls, plain);
            using var channel = new BoundedChannel(
                new MqttTcpChannel(stream, client.LocalEndPoint, remote, null),
                options.MaxPacketBytes,
                () => metrics.Dropped("packet-too-large"));
            using var adapter = new NamingAdapter(
                new MqttChannelAdapter(channel, new MqttPacketFormatterAdapter(new MqttBufferWriter(4096, 65_535)), logger), shown);
            if (ClientHandler is { } handler)
            {
                await handler(adapter);
            }
        }
        catch (Exception e) when (e is IOException or SocketException or ObjectDisposedException or OperationCanceledException)
        {
            // The connection is gone: that is all there is to say.
        }
        catch (AuthenticationException e)
        {
            // Agents try the port with a bare connection first, and scanners with anything: no warning each.
            metrics.Login("tls-handshake-failed");
            Log.HandshakeFailed(log, remote, e.Message);
        }
        finally
        {
            budget.Return();
        }
    }

    private async Task<(Stream Stream, JudgedCertificate? Shown)> SecureAsync(TlsGate gate, Stream plain) => await gate.ShakeAsync(plain, _stop.Token);

    private static partial class Log
    {
        [LoggerMessage(35, LogLevel.Information, "TLS with an agent at {RemoteEndPoint} failed: {Why}")]
        public static partial void HandshakeFailed(ILogger logger, EndPoint? remoteEndPoint, string why);
    }
}
