using System.Buffers;
using Microsoft.Extensions.Logging;
using MQTTnet;
using MQTTnet.Protocol;
using UspController.Agents;
using UspController.Wire;

namespace UspController.Mtp.External;

/// <summary>The controller as a client of the ISP's MQTT 5 broker, alone or one of several nodes.</summary>
internal sealed partial class ExternalBroker : IMtp
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly UspMqttOptions _options;
    private readonly string _controllerId;
    private readonly RecordIntake _intake;
    private readonly AgentDirectory _agents;
    private readonly ConnectionNumbers _numbers;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly ControllerTopics _topics;
    private readonly BrokerTls _tls;
    private readonly IMqttClient _client;
    private readonly CancellationTokenSource _stop = new();
    private readonly CancellationToken _stopping;
    private readonly SemaphoreSlim _lost = new(0);
    private Task _run = Task.CompletedTask;
    private volatile BrokerLimits? _limits;
    private volatile string? _givenReplyTopic;
    private volatile string _whyLost = "";
    private volatile bool _isReady;

    public ExternalBroker(
        UspMqttOptions options,
        string controllerId,
        RecordIntake intake,
        AgentDirectory agents,
        ConnectionNumbers numbers,
        TimeProvider time,
        ILogger logger)
    {
        (_options, _controllerId, _intake, _agents, _numbers, _time, _logger) = (options, controllerId, intake, agents, numbers, time, logger);
        _topics = new ControllerTopics(options.ControllerTopic, options.SharedGroup, options.Node);
        _tls = new BrokerTls(options, time, logger);
        // A message may still be on its way in when the source is disposed.
        _stopping = _stop.Token;
        _client = new MqttClientFactory().CreateMqttClient();
        _client.ApplicationMessageReceivedAsync += OnMessageAsync;
        _client.DisconnectedAsync += OnDisconnectedAsync;
    }

    /// <summary>Null: nothing is ever recorded.</summary>
    public UspWire? Wire { get; init; }

    public string Way => MqttWay.Name;

    /// <summary>Connected, and listening.</summary>
    public bool IsConnected => _isReady && _client.IsConnected;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        _run = Task.Run(() => RunAsync(_stopping), CancellationToken.None);
        return Task.CompletedTask;
    }

    /// <summary>An agent that has not spoken yet is looked for where agents usually are.</summary>
    public IAgentLink? Find(string endpointId) => IsConnected
        ? AgentAt(_options.AgentTopicPrefix + endpointId, _options.BrokerVouches ? endpointId : null, isVersion311: false)
        : null;

    /// <summary>False: nobody listens there, or the broker does not take it.</summary>
    public async ValueTask<bool> SendAsync(ExternalAgent agent, byte[] record, CancellationToken cancellationToken)
    {
        var reply = _givenReplyTopic ?? _topics.ReplyTopicOf(agent.Speaker);
        // TR-369 R-MQTT.24. An early release that listens at its bare topic only is not reached so, and the broker tells.
        if (agent.TakesReplyTopicInTopic
            && await PublishAsync(ReplyTopic.Append(agent.Topic, reply), reply, record, cancellationToken))
        {
            return true;
        }

        return await PublishAsync(agent.Topic, reply, record, cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _run;
        _client.Dispose();
        _stop.Dispose();
        _lost.Dispose();
    }

    private ExternalAgent AgentAt(string topic, string? speaker, bool isVersion311) => new(
        this,
        _numbers.Next(),
        topic,
        speaker,
        isVersion311,
        speaker is not null && _options.BrokerVouches ? ContactTrust.Device : ContactTrust.Anonymous);

    private async ValueTask<bool> PublishAsync(string topic, string replyTopic, byte[] record, CancellationToken cancellationToken)
    {
        var message = new MqttApplicationMessage
        {
            Topic = topic,
            // R-MQTT.22, R-MQTT.23
            ResponseTopic = replyTopic,
            ContentType = ContentType.Record,
            PayloadSegment = record,
            QualityOfServiceLevel = MqttQualityOfServiceLevel.AtLeastOnce,
        };
        if (_limits is not { } limits)
        {
            return false;
        }

        if (!limits.Fits(message))
        {
            Log.TooLarge(_logger, topic, record.Length);
            return false;
        }

        using var patience = new CancellationTokenSource(Patience, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
        try
        {
            using var place = await limits.EnterAsync(either.Token);
            if (Wire is { IsOn: true } wire)
            {
                wire.Sent(message, endpointId: null, remote: null);
            }

            var result = await _client.PublishAsync(message, either.Token);
            if (result.ReasonCode is MqttClientPublishReasonCode.Success)
            {
                return true;
            }

            // 0x10, no matching subscribers: the agent is away, and with a clean session the message is lost.
            Log.NotSent(_logger, topic, result.ReasonCode.ToString());
            return false;
        }
        catch (Exception e) when (e is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
        {
            // The client has many names for a connection that is gone, without a common root.
            Log.NotSent(_logger, topic, e.Message);
            return false;
        }
    }

    /// <summary>When this returns, the message is acknowledged to the broker: it lies in its agent's mailbox by then.</summary>
    private async Task OnMessageAsync(MqttApplicationMessageReceivedEventArgs args)
    {
        // One slow agent must not hold up the others that share this connection: nothing waits here for an agent.
        var message = args.ApplicationMessage;
        if (Wire is { IsOn: true } wire)
        {
            wire.Received(message, remote: null);
        }

        var topic = ReplyTopic.Of(message);
        var agent = AgentAt(topic ?? "", _topics.SpeakerAt(message.Topic), ReplyTopic.IsInTopic(message.Topic));
        if (topic is null || _topics.IsOurs(topic))
        {
            _intake.Drop("no-reply-topic", null, agent);
            return;
        }

        if (message.Retain || !ContentType.IsRecord(message.ContentType))
        {
            _intake.Drop(message.Retain ? "retained" : "content-type", null, agent);
            return;
        }

        if (!IsForThisNode(message, topic))
        {
            return;
        }

        try
        {
            await _intake.TakeAsync(message.Payload, agent, wait: false, _stopping);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            Log.IntakeFailed(_logger, e);
        }
    }

    private bool IsForThisNode(MqttApplicationMessage message, string replyTopic)
    {
        if (_topics.IsPassedOn(message.Topic))
        {
            return PassedOn.Answerer(message.Payload) is { } known && _agents.Find(known) is not null;
        }

        if (_topics.PassOn(message.Topic) is not { } all || PassedOn.Answerer(message.Payload) is null)
        {
            return true;
        }

        // Lost with the connection, if so: then the request is repeated, as any unanswered one is.
        var target = ReplyTopic.IsInTopic(message.Topic) ? ReplyTopic.Append(all, replyTopic) : all;
        _ = PublishAsync(target, replyTopic, message.Payload.ToArray(), _stopping).AsTask();
        return false;
    }

    private static partial class Log
    {
        [LoggerMessage(40, LogLevel.Information, "Connected to MQTT broker {Server}, answers come to {Topic}")]
        public static partial void Connected(ILogger logger, string server, string topic);

        [LoggerMessage(41, LogLevel.Warning, "Connection to MQTT broker {Server} lost: {Why}")]
        public static partial void Lost(ILogger logger, string server, string why);

        [LoggerMessage(42, LogLevel.Warning, "MQTT broker {Server} cannot be reached: {Why}")]
        public static partial void ConnectFailed(ILogger logger, string server, string why);

        [LoggerMessage(43, LogLevel.Error, "A message could not be taken in")]
        public static partial void IntakeFailed(ILogger logger, Exception exception);

        [LoggerMessage(44, LogLevel.Debug, "A record for {Topic} was not sent: {Why}")]
        public static partial void NotSent(ILogger logger, string topic, string why);

        [LoggerMessage(45, LogLevel.Warning, "A record of {Bytes} bytes for {Topic} is more than the broker takes")]
        public static partial void TooLarge(ILogger logger, string topic, int bytes);
    }
}
