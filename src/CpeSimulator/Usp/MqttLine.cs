using System.Buffers;
using CpeSimulator.DataModels;
using MQTTnet;
using MQTTnet.Exceptions;
using MQTTnet.Formatter;
using MQTTnet.Protocol;

namespace CpeSimulator.Usp;

/// <summary>The agent at a broker, over MQTT 5 or 3.1.1, behaving as the reference agent does on the wire.</summary>
/// <param name="received">A record, and where its sender wants the answer.</param>
/// <param name="lost">The connection is gone.</param>
internal sealed class MqttLine(GatewayOptions options, DataModel model, Func<byte[], string?, Task> received, Action lost) : IUspLine
{
    private static readonly MqttClientFactory s_factory = new();

    private readonly IMqttClient _mqtt = s_factory.CreateMqttClient();

    public bool IsConnected => _mqtt.IsConnected;

    public async Task OpenAsync(CancellationToken stop)
    {
        var connect = new MqttClientOptionsBuilder()
            .WithTcpServer(options.MqttHost, options.MqttPort)
            .WithClientId(options.EndpointId)
            .WithProtocolVersion(options.Mqtt311 ? MqttProtocolVersion.V311 : MqttProtocolVersion.V500)
            .WithKeepAlivePeriod(TimeSpan.FromSeconds(60))
            .WithTimeout(TimeSpan.FromSeconds(20))
            .WithCleanSession();
        if (model.Get("Device.MQTT.Client.1.Username") is { Length: > 0 } user)
        {
            connect = connect.WithCredentials(user, model.Get("Device.MQTT.Client.1.Password"));
        }

        if (!options.Mqtt311)
        {
            connect = connect.WithUserProperty("usp-endpoint-id", System.Text.Encoding.UTF8.GetBytes(options.EndpointId).AsMemory());
        }

        _mqtt.ApplicationMessageReceivedAsync += m => received(m.ApplicationMessage.Payload.ToArray(), ReplyTopic(m.ApplicationMessage));
        _mqtt.DisconnectedAsync += _ =>
        {
            lost();
            return Task.CompletedTask;
        };
        await DoAsync(async () =>
        {
            var result = await _mqtt.ConnectAsync(connect.Build(), stop);
            if (result.ResultCode != MqttClientConnectResultCode.Success)
            {
                throw new MqttCommunicationException("connection refused: " + result.ResultCode);
            }

            // 3.1.1 carries the reply topic in the topic, so the agent listens below its own too.
            var topic = options.Mqtt311 ? options.AgentTopic + "/#" : options.AgentTopic;
            var subscribed = await _mqtt.SubscribeAsync(topic, MqttQualityOfServiceLevel.AtLeastOnce, stop);
            if (subscribed.Items.Any(i => i.ResultCode > MqttClientSubscribeResultCode.GrantedQoS2))
            {
                throw new MqttCommunicationException("subscription refused");
            }
        }, stop);
        await SendAsync(Records.Connect(options), null, stop);
    }

    public Task SendAsync(byte[] record, string? replyTo, CancellationToken stop)
    {
        var topic = replyTo ?? options.ControllerTopic;
        var message = new MqttApplicationMessageBuilder()
            .WithTopic(options.Mqtt311 ? topic + "/reply-to=" + options.AgentTopic.Replace("/", "%2F", StringComparison.Ordinal) : topic)
            .WithPayload(record)
            .WithQualityOfServiceLevel(MqttQualityOfServiceLevel.AtLeastOnce);
        if (!options.Mqtt311)
        {
            message = message.WithContentType("usp.msg").WithResponseTopic(options.AgentTopic);
        }

        return DoAsync(() => _mqtt.PublishAsync(message.Build(), stop), stop);
    }

    public async ValueTask DisposeAsync()
    {
        try
        {
            await _mqtt.TryDisconnectAsync();
        }
        finally
        {
            _mqtt.Dispose();
        }
    }

    private static async Task DoAsync(Func<Task> act, CancellationToken stop)
    {
        try
        {
            await act();
        }
        catch (Exception e) when (e is MqttCommunicationException or MqttProtocolViolationException or MqttClientNotConnectedException or TimeoutException
            || (e is OperationCanceledException && !stop.IsCancellationRequested))
        {
            throw new IOException(e.Message, e);
        }
    }

    private static string? ReplyTopic(MqttApplicationMessage message)
    {
        const string Marker = "/reply-to=";
        var at = message.Topic.IndexOf(Marker, StringComparison.Ordinal);
        return message.ResponseTopic is { Length: > 0 } topic ? topic
            : at >= 0 ? Uri.UnescapeDataString(message.Topic[(at + Marker.Length)..])
            : null;
    }
}
