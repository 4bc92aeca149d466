using System.Net;
using System.Net.Sockets;
using Acs.Cwmp.Authentication;
using Acs.Cwmp.Wire;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.Options;
using Provisioning.Devices;

namespace Acs.Cwmp.Endpoint;

/// <summary>
/// The CPEs' own Kestrel, apart from the dashboard's: what faces the subscribers has no route to anything else. The rest is
/// shared: the services are the host's.
/// </summary>
internal sealed class CwmpListener(
    CwmpEndpoint endpoint,
    SessionTable sessions,
    CwmpTls tls,
    Nonces nonces,
    CwmpWire wire,
    IOptions<CwmpOptions> options,
    IServiceProvider services,
    TimeProvider time,
    ILoggerFactory loggers) : IHostedService, IAsyncDisposable
{
    private static readonly TimeSpan _sweep = TimeSpan.FromSeconds(5);

    private readonly CwmpOptions _options = options.Value;
    private readonly ILogger _logger = loggers.CreateLogger<CwmpListener>();
    private KestrelServer? _server;
    private ITimer? _sweeper;

    /// <summary>Where it really listens (port 0 becomes a port), once started.</summary>
    public IReadOnlyList<string> Addresses { get; private set; } = [];

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        if (services.GetService<IServerSecrets>() is { } secrets)
        {
            await nonces.LoadAsync(secrets, cancellationToken);
        }

        var kestrel = new KestrelServerOptions { ApplicationServices = services, AddServerHeader = false };
        kestrel.Limits.MaxRequestBodySize = _options.MaxBodyBytes + 1L;
        kestrel.Limits.RequestHeadersTimeout = TimeSpan.FromSeconds(30);
        kestrel.Limits.KeepAliveTimeout = TimeSpan.FromSeconds(_options.SessionTimeoutSeconds + 30);
        kestrel.Limits.MaxConcurrentConnections = _options.MaxSessions * 2L;
        foreach (var url in _options.Url.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            Listen(kestrel, BindingAddress.Parse(url));
        }

        var transport = new SocketTransportFactory(Options.Create(new SocketTransportOptions { Backlog = 4096 }), loggers);
        _server = new KestrelServer(Options.Create(kestrel), transport, loggers);
        await _server.StartAsync(new CwmpApplication(endpoint, wire), cancellationToken);
        Addresses = [.. _server.Features.Get<IServerAddressesFeature>()?.Addresses ?? []];
        CwmpLog.Listening(_logger, string.Join(", ", Addresses));
        _sweeper = time.CreateTimer(_ => _ = SweepAsync(), null, _sweep, _sweep);
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        if (_sweeper is not null)
        {
            await _sweeper.DisposeAsync();
        }

        if (_server is not null)
        {
            await _server.StopAsync(cancellationToken);
        }

        await sessions.CloseAllAsync();
    }

    public ValueTask DisposeAsync()
    {
        _server?.Dispose();
        return _sweeper?.DisposeAsync() ?? ValueTask.CompletedTask;
    }

    /// <summary>A hello of TLS 1.1 or before makes SslStream throw what Kestrel takes for a fault of ours, with its stack, for every scanner.</summary>
    private async Task HandshakeAsync(ConnectionDelegate next, ConnectionContext connection)
    {
        try
        {
            await next(connection);
        }
        catch (NotSupportedException e)
        {
            CwmpLog.HandshakeFailed(_logger, connection.RemoteEndPoint, e.Message);
        }
    }

    private void Listen(KestrelServerOptions kestrel, BindingAddress address)
    {
        void Configure(ListenOptions listen)
        {
            listen.Protocols = HttpProtocols.Http1;
            if (address.Scheme == "https")
            {
                tls.Check();
                listen.Use(next => connection => HandshakeAsync(next, connection));
                listen.UseHttps(tls.Handshake());
            }

            listen.Use(wire.Attach);
        }

        if (IPAddress.TryParse(address.Host.Trim('[', ']'), out var ip))
        {
            kestrel.Listen(ip, address.Port, Configure);
        }
        else if (address.Host.Equals("localhost", StringComparison.OrdinalIgnoreCase))
        {
            kestrel.Listen(IPAddress.Loopback, address.Port, Configure);
        }
        else if (Socket.OSSupportsIPv6)
        {
            kestrel.ListenAnyIP(address.Port, Configure);
        }
        else
        {
            kestrel.Listen(IPAddress.Any, address.Port, Configure);
        }
    }

    private async Task SweepAsync()
    {
        try
        {
            await sessions.SweepAsync();
        }
        catch (Exception e)
        {
            CwmpLog.SweepFailed(_logger, e);
        }
    }
}
