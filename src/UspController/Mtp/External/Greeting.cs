using System.Text;
using MQTTnet;

namespace UspController.Mtp.External;

/// <summary>What a broker's CONNACK asks of a USP endpoint.</summary>
/// <param name="ReplyTopic">Response Information, to be used as reply topic (TR-369 R-MQTT.21); null: none.</param>
/// <param name="Subscribe">Its <c>subscribe-topic</c> properties and the reply topic, to be subscribed to (R-MQTT.15).</param>
internal sealed record Greeting(string? ReplyTopic, IReadOnlyList<string> Subscribe)
{
    private const int MaxFilters = 16;

    public static Greeting Of(MqttClientConnectResult result)
    {
        var reply = string.IsNullOrEmpty(result.ResponseInformation) ? null : result.ResponseInformation;
        var filters = (result.UserProperties ?? [])
            .Where(p => p.Name == "subscribe-topic")
            .Select(p => Encoding.UTF8.GetString(p.ValueBuffer.Span))
            .Where(f => f.Length > 0);
        return new Greeting(reply, [.. filters.Concat(reply is null ? [] : [reply]).Distinct(StringComparer.Ordinal).Take(MaxFilters)]);
    }
}
