using System.Security.Authentication;
using System.Security.Cryptography;
using Microsoft.Extensions.Logging;
using MQTTnet;
using MQTTnet.Formatter;
using MQTTnet.Protocol;
using UspController.Agents;
using UspController.Wire;

namespace UspController.Mtp.External;

/// <summary>The controller as a client of the ISP's MQTT 5 broker. Connects again, with jitter, for as long as it runs.</summary>
internal sealed partial class ExternalBroker : IMtp
{
    private static readonly TimeSpan MaxPause = TimeSpan.FromSeconds(30);

    private readonly UspMqttOptions _options;
    private readonly string _controllerId;
    private readonly RecordIntake _intake;
    private readonly ConnectionNumbers _numbers;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly IMqttClient _client;
    private readonly CancellationTokenSource _stop = new();
    private readonly CancellationToken _stopping;
    private readonly SemaphoreSlim _lost = new(0);
    private Task _run = Task.CompletedTask;

    public ExternalBroker(UspMqttOptions options, string controllerId, RecordIntake intake, ConnectionNumbers numbers, TimeProvider time, ILogger logger)
    {
        (_options, _controllerId, _intake, _numbers, _time, _logger) = (options, controllerId, intake, numbers, time, logger);
        // A message may still be on its way in when the source is disposed.
        _stopping = _stop.Token;
        _client = new MqttClientFactory().CreateMqttClient();
        _client.ApplicationMessageReceivedAsync += OnMessageAsync;
        _client.DisconnectedAsync += _ =>
        {
            _lost.Release();
            return Task.CompletedTask;
        };
    }

    /// <summary>Null: nothing is ever recorded.</summary>
    public UspWire? Wire { get; init; }

    public string Way => MqttWay.Name;

    public bool IsConnected => _client.IsConnected;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        _run = Task.Run(() => RunAsync(_stopping), CancellationToken.None);
        return Task.CompletedTask;
    }

    /// <summary>An agent that has not spoken yet is looked for where agents usually are.</summary>
    public IAgentLink? Find(string endpointId) => IsConnected
        ? new ExternalAgent(this, _numbers.Next(), _options.AgentTopicPrefix + endpointId, Trust)
        : null;

    public async ValueTask<bool> SendAsync(string topic, byte[] record, CancellationToken cancellationToken)
    {
        try
        {
            var message = new MqttApplicationMessage
            {
                Topic = topic,
                ResponseTopic = _options.ControllerTopic,
                ContentType = "usp.msg",
                PayloadSegment = record,
                QualityOfServiceLevel = MqttQualityOfServiceLevel.AtLeastOnce,
            };
            if (Wire is { IsOn: true } wire)
            {
                wire.Sent(message, endpointId: null, remote: null);
            }

            var result = await _client.PublishAsync(message, cancellationToken);
            // 0x10, no matching subscribers: the agent is away, and with a clean session the message is lost.
            return result.ReasonCode == MqttClientPublishReasonCode.Success;
        }
        catch (Exception e) when (e is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
        {
            // The client has many names for a connection that is gone, without a common root.
            Log.NotSent(_logger, topic, e.Message);
            return false;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _run;
        _client.Dispose();
        _stop.Dispose();
        _lost.Dispose();
    }

    private ContactTrust Trust => _options.BrokerVouches ? ContactTrust.Device : ContactTrust.Anonymous;

    private async Task RunAsync(CancellationToken cancellationToken)
    {
        var pause = TimeSpan.FromSeconds(1);
        while (!cancellationToken.IsCancellationRequested)
        {
            try
            {
                await ConnectAsync(cancellationToken);
                pause = TimeSpan.FromSeconds(1);
                await _lost.WaitAsync(cancellationToken);
                Log.Lost(_logger, _options.Server);
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                break;
            }
            catch (Exception e)
            {
                Log.ConnectFailed(_logger, _options.Server, e.Message);
            }

            // Half of the pause at least, so that the nodes of a cluster do not come back as one.
            var jitter = pause * (0.5 + (RandomNumberGenerator.GetInt32(1000) / 2000.0));
            await Task.Delay(jitter, _time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            pause = pause * 2 > MaxPause ? MaxPause : pause * 2;
        }

        if (_client.IsConnected)
        {
            await _client.DisconnectAsync(new MqttClientDisconnectOptions(), CancellationToken.None)
                .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task ConnectAsync(CancellationToken cancellationToken)
    {
        if (!BrokerAddress.TryParse(_options.Server, _options.Tls, out var address))
        {
            throw new FormatException("Acs:Usp:Mqtt:Server is no host:port.");
        }

        var builder = new MqttClientOptionsBuilder()
            .WithTcpServer(address.Host, address.Port)
            .WithProtocolVersion(MqttProtocolVersion.V500)
            .WithClientId($"{_controllerId}-{RandomNumberGenerator.GetHexString(8)}")
            .WithCleanStart()
            .WithKeepAlivePeriod(TimeSpan.FromSeconds(30))
            .WithTimeout(TimeSpan.FromSeconds(10))
            .WithMaximumPacketSize((uint)_options.MaxPacketBytes)
            .WithTryPrivate(false)
            .WithUserProperty("usp-endpoint-id", System.Text.Encoding.UTF8.GetBytes(_controllerId).AsMemory());
        if (_options.User.Length > 0)
        {
            builder.WithCredentials(_options.User, _options.Password);
        }

        if (_options.Tls)
        {
            builder.WithTlsOptions(tls => tls.UseTls().WithSslProtocols(SslProtocols.Tls12 | SslProtocols.Tls13).WithTargetHost(address.Host));
        }

        // A permit of an earlier connection's end must not end this one.
        while (_lost.Wait(0, cancellationToken))
        {
        }

        await _client.ConnectAsync(builder.Build(), cancellationToken);
        // MQTT 3.1.1 agents append "/reply-to=…", one level more.
        var subscribed = await _client.SubscribeAsync(
            new MqttClientSubscribeOptionsBuilder()
                .WithTopicFilter(_options.ControllerTopic, MqttQualityOfServiceLevel.AtLeastOnce)
                .WithTopicFilter(_options.ControllerTopic + "/+", MqttQualityOfServiceLevel.AtLeastOnce)
                .Build(),
            cancellationToken);
        if (subscribed.Items.FirstOrDefault(i => i.ResultCode > MqttClientSubscribeResultCode.GrantedQoS2) is { } refused)
        {
            await _client.DisconnectAsync(new MqttClientDisconnectOptions(), cancellationToken);
            throw new AuthenticationException($"The broker denies the subscription to {refused.TopicFilter.Topic}: {refused.ResultCode}.");
        }

        Log.Connected(_logger, _options.Server, _options.ControllerTopic);
    }

    private async Task OnMessageAsync(MqttApplicationMessageReceivedEventArgs args)
    {
        // One slow agent must not hold up the others that share this connection: nothing waits here.
        var message = args.ApplicationMessage;
        if (Wire is { IsOn: true } wire)
        {
            wire.Received(message, remote: null);
        }

        var topic = ReplyTopic.Of(message);
        var agent = new ExternalAgent(this, _numbers.Next(), topic ?? "", Trust);
        if (topic is null || topic == _options.ControllerTopic || topic.StartsWith(_options.ControllerTopic + "/", StringComparison.Ordinal))
        {
            _intake.Drop("no-reply-topic", null, agent);
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

    private static partial class Log
    {
        [LoggerMessage(40, LogLevel.Information, "Connected to MQTT broker {Server}, listening at {Topic}")]
        public static partial void Connected(ILogger logger, string server, string topic);

        [LoggerMessage(41, LogLevel.Warning, "Connection to MQTT broker {Server} lost")]
        public static partial void Lost(ILogger logger, string server);

        [LoggerMessage(42, LogLevel.Warning, "MQTT broker {Server} cannot be reached: {Why}")]
        public static partial void ConnectFailed(ILogger logger, string server, string why);

        [LoggerMessage(44, LogLevel.Debug, "A record for {Topic} was not sent: {Why}")]
        public static partial void NotSent(ILogger logger, string topic, string why);

        [LoggerMessage(43, LogLevel.Error, "A message could not be taken in")]
        public static partial void IntakeFailed(ILogger logger, Exception exception);
    }
}
