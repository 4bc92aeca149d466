using System.Net.WebSockets;
using Microsoft.Extensions.Logging;
using UspController.Agents;
using UspController.Mtp.Embedded;
using UspController.Wire;

namespace UspController.Mtp.WebSockets;

/// <summary>The WebSocket MTP (TR-369 "WebSocket Binding"), as server and as client.</summary>
internal sealed class WebSocketMtp : IMtp
{
    private readonly UspWebSocketOptions _options;
    private readonly ILoggerFactory _loggers;
    private readonly SocketRegistry _registry;
    private readonly AgentListener _listener;
    private readonly AgentDialler _dialler;

    public WebSocketMtp(
        UspWebSocketOptions options,
        string controllerId,
        ConnectPolicy policy,
        RecordIntake intake,
        AgentDirectory agents,
        ConnectionNumbers numbers,
        UspMetrics metrics,
        UspWire? wire,
        TimeProvider time,
        ILoggerFactory loggers)
    {
        var logger = loggers.CreateLogger<WebSocketMtp>();
        (_options, _loggers) = (options, loggers);
        _registry = new SocketRegistry(policy, agents);
        var serving = new SocketServing(_registry, new RecordPump(intake, options.MaxRecordBytes, time), numbers, metrics, wire, time, logger);
        _listener = new AgentListener(options, controllerId, policy, _registry, serving, metrics, time, logger);
        _dialler = new AgentDialler(options, new AgentCalls(options, controllerId, policy, time), _registry, serving, time, logger);
    }

    public string Way => AgentSocket.WayName;

    /// <summary>Where it listens, once it does.</summary>
    public Uri? Address => _listener.Address;

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        if (_options.Enabled)
        {
            await _listener.StartAsync(_loggers, cancellationToken);
        }

        _dialler.Start();
    }

    public IAgentLink? Find(string endpointId) => _registry.Find(endpointId);

    public async ValueTask DisposeAsync()
    {
        _listener.Shut();
        // RFC 6455 §7.4.1: 1001, going away; the agents call again.
        await _registry.CloseAllAsync(WebSocketCloseStatus.EndpointUnavailable, "the controller stops");
        await _dialler.DisposeAsync();
        await _listener.DisposeAsync();
    }
}
