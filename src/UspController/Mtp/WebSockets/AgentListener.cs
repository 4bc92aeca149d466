using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using MQTTnet.Protocol;
using UspController.Mtp.Embedded;

namespace UspController.Mtp.WebSockets;

/// <summary>The server side (TR-369 R-WS.1): a Kestrel of its own, which has no route to anything but the agents' resource.</summary>
internal sealed partial class AgentListener(
    UspWebSocketOptions options,
    string controllerId,
    ConnectPolicy policy,
    SocketRegistry registry,
    SocketServing serving,
    UspMetrics metrics,
    TimeProvider time,
    ILogger logger) : IAsyncDisposable
{
    private readonly ConnectLimits _limits = new(options);
    private readonly CancellationTokenSource _stop = new();
    private WebApplication? _app;
    private bool _isShut;

    /// <summary>Where it listens, once it does.</summary>
    public Uri? Address { get; private set; }

    /// <exception cref="IOException">The port is taken.</exception>
    public async Task StartAsync(ILoggerFactory loggers, CancellationToken cancellationToken)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Services.AddSingleton(loggers);
        builder.WebHost.UseKestrelCore().ConfigureKestrel(Configure);
        _app = builder.Build();
        _app.UseWebSockets();
        _app.Run(HandleAsync);
        await _app.StartAsync(cancellationToken);
        Address = _app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()?.Addresses.Select(a => new Uri(a)).FirstOrDefault();
        Log.Listening(logger, Address?.GetLeftPart(UriPartial.Authority), options.Path);
    }

    /// <summary>Lets nobody in any more; those who are in stay until <see cref="DisposeAsync"/>.</summary>
    public void Shut() => Volatile.Write(ref _isShut, true);

    public async ValueTask DisposeAsync()
    {
        Shut();
        await _stop.CancelAsync();
        if (_app is not null)
        {
            using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(5), time);
            await _app.StopAsync(patience.Token);
            await _app.DisposeAsync();
        }

        _limits.Dispose();
        _stop.Dispose();
    }

    private void Configure(KestrelServerOptions kestrel)
    {
        kestrel.AddServerHeader = false;
        kestrel.Limits.MaxConcurrentConnections = options.MaxConnections;
        kestrel.Limits.MaxConcurrentUpgradedConnections = options.MaxConnections;
        kestrel.Limits.MaxRequestBodySize = 0;
        kestrel.Limits.MaxRequestHeadersTotalSize = 16 * 1024;
        kestrel.Limits.RequestHeadersTimeout = TimeSpan.FromSeconds(15);
        kestrel.Limits.KeepAliveTimeout = TimeSpan.FromSeconds(15);
        switch (options.Address)
        {
            case "*" when Socket.OSSupportsIPv6:
                kestrel.ListenAnyIP(options.Port, Listen);
                break;
            case "*":
                kestrel.Listen(IPAddress.Any, options.Port, Listen);
                break;
            case "localhost":
                kestrel.Listen(IPAddress.Loopback, options.Port, Listen);
                break;
            default:
                kestrel.Listen(IPAddress.Parse(options.Address), options.Port, Listen);
                break;
        }
    }

    private void Listen(ListenOptions listen)
    {
        // RFC 6455's handshake is one of HTTP/1.1.
        listen.Protocols = HttpProtocols.Http1;
        if (options.Certificate.Path.Length > 0)
        {
            var tls = new ListenerTls(options, time, logger);
            listen.Use(next => connection => HandshakeAsync(next, connection));
            listen.UseHttps(tls.Handshake());
        }
    }

    /// <summary>A hello of TLS 1.1 or before makes SslStream throw what Kestrel takes for a fault of ours, with its stack, for every scanner.</summary>
    private static async Task HandshakeAsync(ConnectionDelegate next, ConnectionContext connection)
    {
        try
        {
            await next(connection);
        }
        catch (NotSupportedException)
        {
            connection.Abort();
        }
    }

    private async Task HandleAsync(HttpContext http)
    {
        if (http.Request.Path != options.Path)
        {
            http.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        var address = http.Connection.RemoteIpAddress;
        if ((Volatile.Read(ref _isShut) ? StatusCodes.Status503ServiceUnavailable : _limits.Refuse(address)) is { } status)
        {
            http.Response.Headers.RetryAfter = "10";
            await RefuseAsync(http, new Handshake.Refused(status, "too-many-handshakes", "Come again later."));
            return;
        }

        var handshake = Handshake.Read(
            http.WebSockets.IsWebSocketRequest,
            http.WebSockets.WebSocketRequestedProtocols,
            [.. http.Request.Query["eid"]],
            [.. http.Request.Headers.SecWebSocketExtensions],
            http.Request.Headers.Authorization,
            ListenerTls.Shown(http));
        if (handshake is not Handshake.Proper { Attempt: var attempt } proper)
        {
            await RefuseAsync(http, (Handshake.Refused)handshake);
            return;
        }

        switch (await policy.DecideAsync(attempt with { RemoteAddress = Plain(address) ?? "" }, http.RequestAborted))
        {
            case ConnectDecision.Denied denied:
                await DenyAsync(http, denied, attempt);
                break;
            case ConnectDecision.Welcome { EndpointId: { } endpointId } taken when registry.IsTaken(endpointId, taken.Standing):
                await RefuseAsync(http, new Handshake.Refused(StatusCodes.Status403Forbidden, "endpoint-id-taken", "The endpoint id is taken."));
                break;
            case ConnectDecision.Welcome welcome:
                metrics.WebSocketLogin(welcome.Trust.ToString());
                await AcceptAsync(http, welcome, proper.WantsExtension, address);
                break;
        }
    }

    private async Task AcceptAsync(HttpContext http, ConnectDecision.Welcome welcome, bool wantsExtension, IPAddress? address)
    {
        if (wantsExtension)
        {
            // TR-369 R-WS.11a
            http.Response.Headers.SecWebSocketExtensions = UspExtension.Write(controllerId);
        }

        var interval = TimeSpan.FromSeconds(options.KeepAliveSeconds);
        using var socket = await http.WebSockets.AcceptWebSocketAsync(new WebSocketAcceptContext
        {
            // R-WS.11
            SubProtocol = Handshake.Subprotocol,
            KeepAliveInterval = interval,
            KeepAliveTimeout = interval,
        });
        await serving.ServeAsync(socket, welcome, Plain(address), $"{options.Path} (agent)", _stop.Token);
    }

    private Task DenyAsync(HttpContext http, ConnectDecision.Denied denied, ConnectAttempt attempt)
    {
        var mayTryAgain = denied.Code == MqttConnectReasonCode.BadUserNameOrPassword || string.IsNullOrEmpty(attempt.User);
        if (mayTryAgain)
        {
            http.Response.Headers.WWWAuthenticate = "Basic realm=\"usp\", charset=\"UTF-8\"";
        }

        return RefuseAsync(http, new Handshake.Refused(
            mayTryAgain ? StatusCodes.Status401Unauthorized : StatusCodes.Status403Forbidden, denied.Why, "Not authorised."));
    }

    private async Task RefuseAsync(HttpContext http, Handshake.Refused refused)
    {
        metrics.WebSocketLogin(refused.Why);
        Log.Refused(logger, refused.Why, Plain(http.Connection.RemoteIpAddress) ?? "?");
        if (refused.Status == StatusCodes.Status426UpgradeRequired)
        {
            http.Response.Headers.Upgrade = "websocket";
        }

        http.Response.StatusCode = refused.Status;
        http.Response.ContentType = "text/plain; charset=utf-8";
        await http.Response.WriteAsync(refused.Text);
    }

    private static string? Plain(IPAddress? address) => (address is { IsIPv4MappedToIPv6: true } ? address.MapToIPv4() : address)?.ToString();

    private static partial class Log
    {
        [LoggerMessage(63, LogLevel.Information, "WebSocket for agents listening at {Address}{Path}")]
        public static partial void Listening(ILogger logger, string? address, string path);

        [LoggerMessage(64, LogLevel.Information, "WebSocket handshake refused ({Reason}) from {RemoteAddress}")]
        public static partial void Refused(ILogger logger, string reason, string remoteAddress);
    }
}
