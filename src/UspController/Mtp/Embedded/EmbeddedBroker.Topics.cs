using System.Net;
using Microsoft.Extensions.Logging;
using MQTTnet.Protocol;
using MQTTnet.Server;
using UspController.Agents;

namespace UspController.Mtp.Embedded;

/// <content>Who may publish and subscribe where.</content>
internal sealed partial class EmbeddedBroker
{
    private async Task OnSubscribingAsync(InterceptingSubscriptionEventArgs args)
    {
        var filter = args.TopicFilter.Topic;
        if (!_clients.TryGetValue(args.ClientId, out var client)
            || AgentOf(filter, client.EndpointId) is not { } endpointId
            || !await ListenAsync(client, endpointId, args.CancellationToken))
        {
            args.ProcessSubscription = false;
            args.Response.ReasonCode = MqttSubscribeReasonCode.NotAuthorized;
            _metrics.Dropped("subscription-denied");
            Log.SubscriptionDenied(_logger, client?.EndpointId ?? args.ClientId, Bounded(filter));
            return;
        }

        client.Quality = args.TopicFilter.QualityOfServiceLevel == MqttQualityOfServiceLevel.AtMostOnce
            ? MqttQualityOfServiceLevel.AtMostOnce
            : MqttQualityOfServiceLevel.AtLeastOnce;
        if (filter.AsSpan().IndexOfAny('+', '#') < 0)
        {
            client.ReplyTopic ??= filter;
        }
        else
        {
            client.SubscribedBelow = true;
        }

        _agents.Post(endpointId, new AgentMail(new AgentInput.Attached(client.Connection), client));
    }

    /// <summary>Whoever listens last is the agent: it came back before its old connection was known to be dead.</summary>
    private static async ValueTask<bool> ListenAsync(BrokerClient client, string endpointId, CancellationToken cancellationToken)
    {
        var before = client.IsListening;
        client.IsListening = true;
        if (await client.ClaimAsync(endpointId, cancellationToken) == client)
        {
            return true;
        }

        client.IsListening = before;
        return false;
    }

    private async Task OnPublishAsync(InterceptingPublishEventArgs args)
    {
        // Never passed on: the controller is the only one that an agent may speak to.
        args.ProcessPublish = false;
        if (!_clients.TryGetValue(args.ClientId, out var client))
        {
            return;
        }

        var message = args.ApplicationMessage;
        if (Wire is { IsOn: true } wire)
        {
            wire.Received(message, client.RemoteAddress);
        }

        if (message.Topic != _options.ControllerTopic
            && !message.Topic.StartsWith(_options.ControllerTopic + "/", StringComparison.Ordinal))
        {
            args.Response.ReasonCode = MqttPubAckReasonCode.NotAuthorized;
            _metrics.Dropped("publish-denied");
            Log.PublishDenied(_logger, client.EndpointId ?? args.ClientId, Bounded(message.Topic));
            return;
        }

        if (!ContentType.IsRecord(message.ContentType))
        {
            _intake.Drop("content-type", client.EndpointId, client);
            return;
        }

        try
        {
            if (ReplyTopic.Of(message) is { } reply && client.EndpointId is { } endpointId && AgentOf(reply, endpointId) == endpointId)
            {
                client.ReplyTopic = reply;
            }

            await _intake.TakeAsync(message.Payload, client, wait: true, args.CancellationToken);
        }
        catch (OperationCanceledException)
        {
            // The client left while its mailbox was full.
        }
        catch (Exception e)
        {
            Log.IntakeFailed(_logger, client.EndpointId ?? args.ClientId, e);
        }
    }

    /// <summary>The endpoint id that a topic or filter belongs to; null where it is no agent's, or not this one's.</summary>
    private string? AgentOf(string topic, string? own)
    {
        if (own is not null)
        {
            var place = _options.AgentTopicPrefix + own;
            // TR-369 R-MQTT.45: agents without configuration try these.
            return topic == place || topic.StartsWith(place + "/", StringComparison.Ordinal)
                || topic == $"+/{own}/#" || topic == $"+/+/{own}/#" ? own : null;
        }

        if (!topic.StartsWith(_options.AgentTopicPrefix, StringComparison.Ordinal))
        {
            return null;
        }

        var rest = topic[_options.AgentTopicPrefix.Length..];
        var slash = rest.IndexOf('/', StringComparison.Ordinal);
        var named = slash < 0 ? rest : rest[..slash];
        return Records.EndpointId.IsValid(named) ? named : null;
    }

    private static string Bounded(string text) => text.Length <= 200 ? text : text[..200];

    private static partial class Log
    {
        [LoggerMessage(30, LogLevel.Information, "MQTT broker for USP agents listens on {EndPoint}, {Security}")]
        public static partial void Listening(ILogger logger, IPEndPoint? endPoint, string security);

        [LoggerMessage(31, LogLevel.Warning, "MQTT connect denied ({Reason}) to {Client} at {RemoteEndPoint}; see Acs:Enrolment, Acs:Usp:Mqtt:Bootstrap and Acs:Usp:Mqtt:TlsAgents")]
        public static partial void Denied(ILogger logger, string reason, string client, EndPoint? remoteEndPoint);

        [LoggerMessage(32, LogLevel.Warning, "Subscription of {Client} to {Filter} denied")]
        public static partial void SubscriptionDenied(ILogger logger, string client, string filter);

        [LoggerMessage(33, LogLevel.Warning, "Publish of {Client} to {Topic} denied; Acs:Usp:Mqtt:ControllerTopic says where to")]
        public static partial void PublishDenied(ILogger logger, string client, string topic);

        [LoggerMessage(36, LogLevel.Warning, "A record of {Bytes} bytes for agent {EndpointId} is more than it takes")]
        public static partial void TooLarge(ILogger logger, string endpointId, int bytes);

        [LoggerMessage(34, LogLevel.Error, "A message of {Client} could not be taken in")]
        public static partial void IntakeFailed(ILogger logger, string client, Exception exception);
    }
}
