using MQTTnet;

namespace UspController.Mtp;

/// <summary>Where an agent wants its answers (TR-369 R-MQTT.22 to R-MQTT.26).</summary>
internal static class ReplyTopic
{
    private const string Marker = "/reply-to=";
    private const int MaxLength = 256;

    /// <summary>MQTT 5: the Response Topic property; 3.1.1: what follows the last <c>/reply-to=</c> of the topic. Null where there is none that could be used.</summary>
    public static string? Of(MqttApplicationMessage message)
    {
        if (!string.IsNullOrEmpty(message.ResponseTopic))
        {
            return IsUsable(message.ResponseTopic) ? message.ResponseTopic : null;
        }

        var at = message.Topic.LastIndexOf(Marker, StringComparison.Ordinal);
        if (at < 0)
        {
            return null;
        }

        var topic = message.Topic[(at + Marker.Length)..].Replace("%2F", "/", StringComparison.OrdinalIgnoreCase);
        return IsUsable(topic) ? topic : null;
    }

    /// <summary>The topic without the reply topic at its end.</summary>
    public static string Bare(string topic) => topic.LastIndexOf(Marker, StringComparison.Ordinal) is >= 0 and var at ? topic[..at] : topic;

    public static bool IsInTopic(string topic) => topic.Contains(Marker, StringComparison.Ordinal);

    /// <summary>Appends our own reply topic, for MQTT 3.1.1.</summary>
    public static string Append(string topic, string replyTopic) =>
        topic + Marker + replyTopic.Replace("/", "%2F", StringComparison.Ordinal);

    private static bool IsUsable(string topic) =>
        topic.Length is > 0 and <= MaxLength && topic[0] != '$' && topic.AsSpan().IndexOfAny('+', '#', '\0') < 0;
}
