using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Net;
using System.Net.Sockets;
using Acs.Cwmp.Endpoint;
using Acs.Hosting;
using Microsoft.Extensions.Options;
using Provisioning.Conversations;

namespace Acs.Cwmp.Stun;

/// <summary>
/// One UDP socket: it answers binding requests, and connection requests leave through it, since only what comes from this
/// address and port passes the gateway's NAT (TR-069 G.2.2.3).
/// </summary>
internal sealed partial class StunServer : IHostedService, IDisposable
{
    private const int LongestDatagram = 1500;
    private const int AtOnce = 256;

    private readonly StunOptions _options;
    private readonly IReachRecords _records;
    private readonly StunRates _rates;
    private readonly ILogger<StunServer> _logger;
    private readonly Counter<long> _datagrams;
    private readonly SemaphoreSlim _places = new(AtOnce);
    private readonly CancellationTokenSource _stop = new();
    private Socket? _socket;
    private Task _loop = Task.CompletedTask;

    public StunServer(IOptions<CwmpOptions> options, IReachRecords records, IMeterFactory meters, TimeProvider time, ILogger<StunServer> logger)
    {
        (_options, _records, _logger) = (options.Value.Stun, records, logger);
        _rates = new StunRates(_options.RequestsPerSecond, time);
        _datagrams = meters.Create("Acs.Stun").CreateCounter<long>("acs.stun.datagrams", "{datagram}", "Datagrams that came, by what they got.");
    }

    /// <summary>Where it really listens; null: it does not.</summary>
    public IPEndPoint? EndPoint => _socket?.LocalEndPoint as IPEndPoint;

    /// <exception cref="StartException">The address cannot be listened at.</exception>
    public Task StartAsync(CancellationToken cancellationToken)
    {
        if (_options.Enabled)
        {
            var address = IPAddress.Parse(_options.Address);
            _socket = new Socket(address.AddressFamily, SocketType.Dgram, ProtocolType.Udp);
            try
            {
                _socket.Bind(new IPEndPoint(address, _options.Port));
            }
            catch (SocketException e)
            {
                throw new StartException([$"Acs:Cwmp:Stun:Address, Acs:Cwmp:Stun:Port: udp {new IPEndPoint(address, _options.Port)} cannot be listened at: {e.Message}"], e);
            }

            Log.Listening(_logger, EndPoint!);
            _loop = Task.Run(ReceiveAsync, CancellationToken.None);
        }

        return Task.CompletedTask;
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await _stop.CancelAsync();
        await _loop;
    }

    /// <exception cref="SocketException">No route there.</exception>
    public async Task SendAsync(ReadOnlyMemory<byte> datagram, IPEndPoint to, CancellationToken cancellationToken) =>
        _ = await (_socket ?? throw new InvalidOperationException("The STUN server does not run.")).SendToAsync(datagram, SocketFlags.None, to, cancellationToken);

    public void Dispose()
    {
        _socket?.Dispose();
        _places.Dispose();
        _stop.Dispose();
    }

    private async Task ReceiveAsync()
    {
        var buffer = new byte[LongestDatagram];
        EndPoint any = new IPEndPoint(_socket!.AddressFamily == AddressFamily.InterNetwork ? IPAddress.Any : IPAddress.IPv6Any, 0);
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                var received = await _socket.ReceiveFromAsync(buffer, SocketFlags.None, any, _stop.Token);
                var from = (IPEndPoint)received.RemoteEndPoint;
                if (!_rates.Take(from.Address))
                {
                    Count("rate-limited");
                }
                else if (StunMessage.Read(buffer.AsMemory(0, received.ReceivedBytes).ToArray()) is not { } request)
                {
                    Count("malformed");
                }
                else if (_places.Wait(0, CancellationToken.None))
                {
                    _ = AnswerAsync(request, from);
                }
                else
                {
                    Count("overload");
                }
            }
            catch (OperationCanceledException)
            {
                return;
            }
            catch (SocketException e)
            {
                // ICMP of a gateway that is gone, a datagram that is too long: the next one is another's.
                Count("socket");
                Log.SocketFailed(_logger, e.Message);
            }
        }
    }

    private async Task AnswerAsync(StunMessage request, IPEndPoint from)
    {
        try
        {
            // Names are looked up for signed requests only: nothing else depends on them.
            var account = request.Has(StunAttribute.MessageIntegrity) && request.Username is { } name
                ? await _records.FindStunAsync(name, _stop.Token)
                : null;
            var reply = StunResponder.Answer(request, from, account);
            Count(reply.What);
            if (reply.Notice is { } notice)
            {
                await _records.BoundAsync(notice.DeviceId, notice.Binding, _stop.Token);
            }

            if (reply.To is { } to)
            {
                await SendAsync(reply.Bytes, to, _stop.Token);
            }
        }
        catch (Exception e) when (!_stop.IsCancellationRequested)
        {
            // Not answered, so the gateway asks again.
            Count("failed");
            Log.NotAnswered(_logger, from, e.Message);
        }
        catch (OperationCanceledException)
        {
            // The server stops.
        }
        finally
        {
            _places.Release();
        }
    }

    private void Count(string what) => _datagrams.Add(1, new TagList { { "what", what } });

    private static partial class Log
    {
        [LoggerMessage(3130, LogLevel.Information, "STUN listens at udp {EndPoint}")]
        public static partial void Listening(ILogger logger, IPEndPoint endPoint);

        [LoggerMessage(3131, LogLevel.Debug, "The STUN socket: {Reason}")]
        public static partial void SocketFailed(ILogger logger, string reason);

        [LoggerMessage(3132, LogLevel.Warning, "A STUN request of {From} was not answered: {Reason}")]
        public static partial void NotAnswered(ILogger logger, IPEndPoint from, string reason);
    }
}
