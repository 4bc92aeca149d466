using System.Collections.Concurrent;
using System.Net;
using System.Text;
using Microsoft.Extensions.Logging;
using MQTTnet;
using MQTTnet.Formatter;
using MQTTnet.Packets;
using MQTTnet.Protocol;
using MQTTnet.Server;
using UspController.Agents;
using UspController.Mtp.Tls;
using UspController.Wire;

namespace UspController.Mtp.Embedded;

/// <summary>
/// An MQTT broker that knows two parties only: this controller and agents. What agents publish is taken in on the spot, what
/// the controller sends goes straight to the one connection that bears the endpoint id. No message ever passes from one
/// agent to another.
/// </summary>
internal sealed partial class EmbeddedBroker : IMtp
{
    private const string EndpointProperty = "usp-endpoint-id";

    private readonly UspMqttOptions _options;
    private readonly ConnectPolicy _policy;
    private readonly RecordIntake _intake;
    private readonly AgentDirectory _agents;
    private readonly UspMetrics _metrics;
    private readonly ILogger _logger;
    private readonly BoundedListener? _plain;
    private readonly BoundedListener? _secure;
    private readonly TlsGate? _gate;
    private readonly MqttServer _server;
    private readonly ConcurrentDictionary<string, BrokerClient> _clients = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, BrokerClient> _byEndpoint = new(StringComparer.Ordinal);
    private readonly ConnectionNumbers _numbers;

    public EmbeddedBroker(
        UspMqttOptions options,
        ConnectPolicy policy,
        RecordIntake intake,
        AgentDirectory agents,
        ConnectionNumbers numbers,
        UspMetrics metrics,
        TimeProvider time,
        ILogger logger)
    {
        (_options, _policy, _intake, _agents, _numbers, _metrics, _logger) = (options, policy, intake, agents, numbers, metrics, logger);
        var budget = new ConnectionBudget(options.MaxConnections, metrics);
        _plain = options.Plain ? new BoundedListener(options.Port, options, null, budget, metrics, logger) : null;
        _gate = options.HasTlsListener ? new TlsGate(options, metrics, time, logger) : null;
        _secure = _gate is null ? null : new BoundedListener(options.TlsPort, options, _gate, budget, metrics, logger);
        var serverOptions = new MqttServerOptionsBuilder()
            .WithoutDefaultEndpoint()
            .WithDefaultCommunicationTimeout(TimeSpan.FromSeconds(15))
            .WithMaxPendingMessagesPerClient(256)
            .Build();
        _server = new MqttServerFactory().CreateMqttServer(serverOptions, [.. Listeners]);
        _server.ValidatingConnectionAsync += OnConnectingAsync;
        _server.InterceptingSubscriptionAsync += OnSubscribingAsync;
        _server.InterceptingPublishAsync += OnPublishAsync;
        _server.ClientAcknowledgedPublishPacketAsync += OnAcknowledgedAsync;
        _server.ClientDisconnectedAsync += OnDisconnectedAsync;
    }

    /// <summary>Where it listens without TLS, once it does.</summary>
    public IPEndPoint? EndPoint => _plain?.EndPoint;

    /// <summary>Where it listens with TLS, once it does.</summary>
    public IPEndPoint? SecureEndPoint => _secure?.EndPoint;

    private IEnumerable<BoundedListener> Listeners => new[] { _plain, _secure }.OfType<BoundedListener>();

    public string Way => MqttWay.Name;

    public int Connected => _byEndpoint.Count;

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        _gate?.Check();
        await _server.StartAsync();
        foreach (var listener in Listeners)
        {
            Log.Listening(_logger, listener.EndPoint, listener == _secure ? "TLS" : "no TLS");
        }
    }

    /// <summary>Null: nothing is ever recorded.</summary>
    public UspWire? Wire { get; init; }

    public IAgentLink? Find(string endpointId) => _byEndpoint.GetValueOrDefault(endpointId);

    public async ValueTask<bool> SendAsync(BrokerClient client, byte[] record)
    {
        if (!IsCurrent(client) || client.EndpointId is not { } endpointId)
        {
            return false;
        }

        var topic = client.ReplyTopic ?? _options.AgentTopicPrefix + endpointId;
        var message = new MqttApplicationMessage
        {
            Topic = client.TakesReplyTopicInTopic ? ReplyTopic.Append(topic, _options.ControllerTopic) : topic,
            ResponseTopic = _options.ControllerTopic,
            ContentType = ContentType.Record,
            PayloadSegment = record,
        };
        if (!client.Fits(message))
        {
            // [MQTT-3.1.2-24]
            Log.TooLarge(_logger, endpointId, record.Length);
            return false;
        }

        message.QualityOfServiceLevel = client.TakePlace();
        if (Wire is { IsOn: true } wire)
        {
            wire.Sent(message, endpointId, client.RemoteAddress);
        }

        try
        {
            if (await _server.GetSessionAsync(client.ClientId) is { } session && session.TryEnqueueApplicationMessage(message, out _))
            {
                return true;
            }

            // 256 messages wait for it already.
            _metrics.Dropped("agent-does-not-read");
            return false;
        }
        catch (InvalidOperationException)
        {
            // It hung up just now: MQTTnet knows no session of it any more, and we have not heard of that yet.
            return false;
        }
    }

    public bool IsHeldBy(BrokerClient client, string endpointId) => _byEndpoint.TryGetValue(endpointId, out var holder) && holder == client;

    /// <summary>
    /// Lets a connection bear an endpoint id, unless one that has proved more bears it already. One that only publishes
    /// leaves its place to one that listens, and speaks beside it.
    /// </summary>
    /// <returns>The connection that bears the endpoint id; null: this one may not.</returns>
    public async ValueTask<IAgentConnection?> ClaimAsync(BrokerClient client, string endpointId, CancellationToken cancellationToken)
    {
        if (client.Standing != ContactTrust.Device && !await _policy.IsFreeAsync(endpointId, client.Standing, cancellationToken))
        {
            return null;
        }

        var isHeld = _byEndpoint.TryGetValue(endpointId, out var holder) && IsCurrent(holder);
        if ((isHeld && holder!.Standing > client.Standing) || !client.Bind(endpointId))
        {
            return null;
        }

        if (isHeld && holder!.IsListening && holder.Standing == client.Standing && (!client.IsListening || client.Connection < holder.Connection))
        {
            return holder;
        }

        BrokerClient? replaced = null;
        _byEndpoint.AddOrUpdate(endpointId, client, (_, old) =>
        {
            replaced = old;
            return client;
        });
        // One that only speaks ends nobody's connection: the other may be about to listen. Nor is one that only speaks cut off by
        // one that listens: its message may be under way.
        var takesOver = (client.IsListening && replaced?.IsListening is true) || replaced?.Standing < client.Standing;
        if (takesOver && replaced is not null && replaced != client && replaced.ClientId != client.ClientId && IsCurrent(replaced))
        {
            await _server.DisconnectClientAsync(replaced.ClientId, MqttDisconnectReasonCode.SessionTakenOver);
        }

        return client;
    }

    public async ValueTask DisposeAsync()
    {
        if (_server.IsStarted)
        {
            await _server.StopAsync(new MqttServerStopOptionsBuilder().Build());
        }

        _server.Dispose();
        foreach (var listener in Listeners)
        {
            listener.Dispose();
        }
    }

    private bool IsCurrent(BrokerClient client) => _clients.TryGetValue(client.ClientId, out var current) && current == client;

    private async Task OnConnectingAsync(ValidatingConnectionEventArgs args)
    {
        if (string.IsNullOrEmpty(args.ClientId))
        {
            // TR-369 R-MQTT.8: an agent without a configured client id sends none, and keeps what it is given (R-MQTT.9).
            args.AssignedClientIdentifier = Guid.NewGuid().ToString("N");
        }

        var clientId = string.IsNullOrEmpty(args.ClientId) ? args.AssignedClientIdentifier : args.ClientId;
        var isVersion5 = args.ProtocolVersion == MqttProtocolVersion.V500;
        var declared = isVersion5 ? UserProperty(args.UserProperties, EndpointProperty) : null;
        var decision = await _policy.DecideAsync(
            new ConnectAttempt(
                args.ClientId ?? "", args.UserName, args.RawPassword, declared, (args.ChannelAdapter as NamingAdapter)?.Shown)
            {
                RemoteAddress = BrokerClient.Plain(args.RemoteEndPoint) ?? "",
            },
            args.CancellationToken);
        if (decision is ConnectDecision.Welcome welcome)
        {
            decision = await RegisterAsync(
                new BrokerClient(this, _numbers.Next(), clientId, args.RemoteEndPoint, isVersion5, welcome)
                {
                    ReceiveMaximum = args.ReceiveMaximum > 0 ? args.ReceiveMaximum : ushort.MaxValue,
                    MaxPacketBytes = args.MaximumPacketSize > 0 ? args.MaximumPacketSize : uint.MaxValue,
                },
                args.CancellationToken);
        }

        switch (decision)
        {
            case ConnectDecision.Denied denied:
                args.ReasonCode = denied.Code;
                _metrics.Login(denied.Why);
                Log.Denied(_logger, denied.Why, declared ?? clientId, args.RemoteEndPoint);
                break;
            case ConnectDecision.Welcome accepted:
                _metrics.Login(accepted.Certificate is null ? accepted.Trust.ToString() : "Certificate");
                if (isVersion5 && accepted.EndpointId is { } endpointId)
                {
                    // TR-369 R-MQTT.44
                    args.ResponseUserProperties ??= [];
                    args.ResponseUserProperties.Add(new MqttUserProperty("subscribe-topic", Encoding.UTF8.GetBytes(_options.AgentTopicPrefix + endpointId)));
                }

                break;
        }
    }

    private async ValueTask<ConnectDecision> RegisterAsync(BrokerClient client, CancellationToken cancellationToken)
    {
        if (_clients.TryGetValue(client.ClientId, out var holder))
        {
            // MQTT lets whoever names a client id take it over: not from one that has proved more.
            if (holder.Standing > client.Standing)
            {
                return new ConnectDecision.Denied(MqttConnectReasonCode.ClientIdentifierNotValid, "client-id-taken");
            }

            if (holder.Standing < client.Standing || holder.EndpointId != client.EndpointId)
            {
                await _server.DisconnectClientAsync(client.ClientId, MqttDisconnectReasonCode.SessionTakenOver);
            }
        }

        _clients[client.ClientId] = client;
        if (client.EndpointId is { } endpointId && await ClaimAsync(client, endpointId, cancellationToken) is null)
        {
            _clients.TryRemove(new KeyValuePair<string, BrokerClient>(client.ClientId, client));
            return new ConnectDecision.Denied(MqttConnectReasonCode.NotAuthorized, "endpoint-id-taken");
        }

        return client.Welcome;
    }

    private Task OnAcknowledgedAsync(ClientAcknowledgedPublishPacketEventArgs args)
    {
        if (args.IsCompleted && _clients.TryGetValue(args.ClientId, out var client))
        {
            client.ReturnPlace();
        }

        return Task.CompletedTask;
    }

    private Task OnDisconnectedAsync(ClientDisconnectedEventArgs args)
    {
        // A connection that took the client id over must not fall with the old one.
        if (_clients.TryGetValue(args.ClientId, out var client) && Equals(client.Remote, args.RemoteEndPoint)
            && _clients.TryRemove(new KeyValuePair<string, BrokerClient>(args.ClientId, client))
            && client.EndpointId is { } endpointId
            && _byEndpoint.TryRemove(new KeyValuePair<string, BrokerClient>(endpointId, client)))
        {
            _agents.Find(endpointId)?.Post(new AgentMail(new AgentInput.Detached(), client));
        }

        return Task.CompletedTask;
    }

    private static string? UserProperty(List<MqttUserProperty>? properties, string name) =>
        properties?.Find(p => p.Name == name) is { } property ? Encoding.UTF8.GetString(property.ValueBuffer.Span) : null;
}
