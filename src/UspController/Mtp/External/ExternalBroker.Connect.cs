using System.Security.Authentication;
using System.Security.Cryptography;
using System.Text;
using MQTTnet;
using MQTTnet.Formatter;
using MQTTnet.Protocol;

namespace UspController.Mtp.External;

/// <content>Getting to the broker and staying there.</content>
internal sealed partial class ExternalBroker
{
    /// <summary>Messages that the broker may have under way to this process: more wait there (MQTT 5.0 §4.9).</summary>
    private const ushort ReceiveMaximum = 256;

    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan MaxPause = TimeSpan.FromSeconds(30);

    /// <summary>TR-369 R-MQTT.10, R-MQTT.33: tried again for as long as it runs.</summary>
    private async Task RunAsync(CancellationToken cancellationToken)
    {
        var pause = FirstPause;
        while (!cancellationToken.IsCancellationRequested)
        {
            try
            {
                await ConnectAsync(cancellationToken);
                var since = _time.GetTimestamp();
                await _lost.WaitAsync(cancellationToken);
                // Only one that held counts: two nodes that throw each other out would do so for ever, and fast.
                pause = _time.GetElapsedTime(since) > MaxPause ? FirstPause : pause;
                Log.Lost(_logger, _options.Server, _whyLost);
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                break;
            }
            catch (Exception e)
            {
                Log.ConnectFailed(_logger, _options.Server, e.InnerException is { } inner ? $"{e.Message} {inner.Message}" : e.Message);
            }

            // Whatever was under way: nobody is reached until the broker is back.
            _agents.Detach(link => link is ExternalAgent agent && agent.IsBehind(this));
            // Half of the pause at least, so that the nodes of a cluster do not come back as one.
            var jitter = pause * (0.5 + (RandomNumberGenerator.GetInt32(1000) / 2000.0));
            await Task.Delay(jitter, _time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            pause = pause * 2 > MaxPause ? MaxPause : pause * 2;
        }

        if (_client.IsConnected)
        {
            // R-MQTT.35
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

        // A permit of an earlier connection's end must not end this one.
        while (_lost.Wait(0, cancellationToken))
        {
        }

        var result = await _client.ConnectAsync(Options(address), cancellationToken);
        if (result.ResultCode != MqttClientConnectResultCode.Success)
        {
            throw new AuthenticationException($"{result.ResultCode} {result.ReasonString}");
        }

        var greeting = Greeting.Of(result);
        _limits = new BrokerLimits(result);
        _givenReplyTopic = greeting.ReplyTopic;
        var subscription = new MqttClientSubscribeOptionsBuilder();
        foreach (var filter in _topics.Filters.Concat(greeting.Subscribe).Distinct(StringComparer.Ordinal))
        {
            // QoS 1 (R-MQTT.20). Nothing retained: a record of long ago would be taken for news.
            subscription.WithTopicFilter(filter, MqttQualityOfServiceLevel.AtLeastOnce, retainHandling: MqttRetainHandling.DoNotSendOnSubscribe);
        }

        var subscribed = await _client.SubscribeAsync(subscription.Build(), cancellationToken);
        if (subscribed.Items.FirstOrDefault(i => i.ResultCode > MqttClientSubscribeResultCode.GrantedQoS2) is { } refused)
        {
            // R-MQTT.17
            await _client.DisconnectAsync(new MqttClientDisconnectOptions(), cancellationToken);
            throw new AuthenticationException($"The broker denies the subscription to {refused.TopicFilter.Topic}: {refused.ResultCode}.");
        }

        _isReady = true;
        Log.Connected(_logger, _options.Server, _givenReplyTopic ?? _topics.ReplyTopicOf(null));
    }

    private MqttClientOptions Options(BrokerAddress address)
    {
        var isAlone = _options.Node.Length == 0;
        var builder = new MqttClientOptionsBuilder()
            .WithTcpServer(address.Host, address.Port)
            .WithProtocolVersion(MqttProtocolVersion.V500)
            // R-MQTT.11: the same at each connection.
            .WithClientId(isAlone ? _controllerId : $"{_controllerId}-{_options.Node}")
            .WithCleanStart(!isAlone || _options.SessionSeconds == 0)
            .WithSessionExpiryInterval(isAlone ? (uint)_options.SessionSeconds : 0)
            .WithReceiveMaximum(ReceiveMaximum)
            // R-MQTT.12
            .WithRequestResponseInformation()
            .WithKeepAlivePeriod(TimeSpan.FromSeconds(30))
            .WithTimeout(TimeSpan.FromSeconds(10))
            .WithMaximumPacketSize((uint)_options.MaxPacketBytes)
            .WithTryPrivate(false)
            // R-MQTT.13
            .WithUserProperty("usp-endpoint-id", Encoding.UTF8.GetBytes(_controllerId).AsMemory());
        if (_options.User.Length > 0)
        {
            builder.WithCredentials(_options.User, _options.Password);
        }

        if (_options.Tls)
        {
            builder.WithTlsOptions(tls => _tls.Configure(tls, address.Host));
        }

        return builder.Build();
    }

    private Task OnDisconnectedAsync(MqttClientDisconnectedEventArgs args)
    {
        _isReady = false;
        _whyLost = args.Reason == MqttClientDisconnectReason.SessionTakenOver
            ? "another client connected in its name; several nodes need Acs:Usp:Mqtt:Node, each its own"
            : args.Reason.ToString();
        _lost.Release();
        return Task.CompletedTask;
    }
}
