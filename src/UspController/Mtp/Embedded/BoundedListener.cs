using System.Net;
using System.Net.Sockets;
using MQTTnet.Adapter;
using MQTTnet.Diagnostics.Logger;
using MQTTnet.Formatter;
using MQTTnet.Implementations;
using MQTTnet.Server;

namespace UspController.Mtp.Embedded;

/// <summary>Accepts TCP connections for the embedded broker: a bounded number, each with bounded packets.</summary>
internal sealed class BoundedListener(UspMqttOptions options, UspMetrics metrics) : IMqttServerAdapter
{
    private readonly CancellationTokenSource _stop = new();
    private Socket? _socket;
    private Task _accepting = Task.CompletedTask;
    private int _connections;

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

        _socket.Bind(new IPEndPoint(address, options.Port));
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
                if (Interlocked.Increment(ref _connections) > options.MaxConnections)
                {
                    Interlocked.Decrement(ref _connections);
                    metrics.Login("too-many-connections");
                    client.Dispose();
                    continue;
                }

                metrics.Connection(1);
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
        BoundedChannel? channel = null;
        try
        {
            client.NoDelay = true;
            var stream = new NetworkStream(client, ownsSocket: true);
            channel = new BoundedChannel(
                new MqttTcpChannel(stream, client.LocalEndPoint, client.RemoteEndPoint, null),
                options.MaxPacketBytes,
                () => metrics.Dropped("packet-too-large"),
                OnClosed);
            using var adapter = new NamingAdapter(new MqttChannelAdapter(
                channel, new MqttPacketFormatterAdapter(new MqttBufferWriter(4096, 65_535)), logger));
            if (ClientHandler is { } handler)
            {
                await handler(adapter);
            }
        }
        catch (Exception e) when (e is IOException or SocketException or ObjectDisposedException or OperationCanceledException)
        {
            // The connection is gone: that is all there is to say.
        }
        finally
        {
            channel?.Dispose();
        }
    }

    private void OnClosed()
    {
        Interlocked.Decrement(ref _connections);
        metrics.Connection(-1);
    }
}
