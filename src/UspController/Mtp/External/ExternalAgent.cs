namespace UspController.Mtp.External;

/// <summary>An agent somewhere behind the ISP's broker, reached by its topic.</summary>
internal sealed class ExternalAgent(ExternalBroker broker, long connection, string topic, ContactTrust trust) : IAgentConnection
{
    public long Connection => connection;

    public string Topic => topic;

    public ContactTrust Trust => trust;

    public DeviceId? Owner => null;

    public string Way => MqttWay.Name;

    public string? RemoteAddress => null;

    /// <summary>Which agent publishes as whom is the broker's to say.</summary>
    public ValueTask<IAgentConnection?> ClaimAsync(string endpointId, CancellationToken cancellationToken) =>
        ValueTask.FromResult<IAgentConnection?>(this);

    public ValueTask<bool> SendAsync(byte[] record, CancellationToken cancellationToken) => broker.SendAsync(topic, record, cancellationToken);
}
