namespace UspController.Mtp.External;

/// <summary>An agent somewhere behind the ISP's broker, reached by its topic.</summary>
/// <param name="speaker">As whom alone the broker lets it publish where it did; null: the broker does not tell.</param>
/// <param name="takesReplyTopicInTopic">It speaks MQTT 3.1.1: the broker cannot hand our Response Topic on to it.</param>
internal sealed class ExternalAgent(ExternalBroker broker, long connection, string topic, string? speaker, bool takesReplyTopicInTopic, ContactTrust trust)
    : IAgentConnection
{
    public long Connection => connection;

    public string Topic => topic;

    public string? Speaker => speaker;

    public bool TakesReplyTopicInTopic => takesReplyTopicInTopic;

    public ContactTrust Trust => trust;

    public DeviceId? Owner => null;

    public string Way => MqttWay.Name;

    public bool TellsEnd => false;

    public string? RemoteAddress => null;

    public bool IsBehind(ExternalBroker other) => broker == other;

    /// <summary>Which agent publishes as whom is the broker's to say: where it has said so, nobody speaks as another (TR-369 R-SEC.4c).</summary>
    public ValueTask<IAgentConnection?> ClaimAsync(string endpointId, CancellationToken cancellationToken) =>
        ValueTask.FromResult<IAgentConnection?>(speaker is null || speaker == endpointId ? this : null);

    public ValueTask<bool> SendAsync(byte[] record, CancellationToken cancellationToken) => broker.SendAsync(this, record, cancellationToken);
}
