using System.Net;
using MQTTnet;
using MQTTnet.Protocol;

namespace UspController.Mtp.Embedded;

/// <summary>One MQTT connection to the embedded broker: at most one agent, and that one for as long as it lasts.</summary>
internal sealed class BrokerClient(
    EmbeddedBroker broker,
    long connection,
    string clientId,
    EndPoint? remote,
    bool isVersion5,
    ConnectDecision.Welcome welcome) : IAgentConnection
{
    private volatile string? _endpointId = welcome.EndpointId;
    private volatile string? _replyTopic;
    private int _underWay;

    public long Connection => connection;

    public string ClientId => clientId;

    public EndPoint? Remote => remote;

    public ContactTrust Trust => welcome.Trust;

    /// <summary>What it has proved to the broker; see <see cref="ConnectDecision.Welcome.Standing"/>.</summary>
    public ContactTrust Standing => welcome.Standing;

    public ConnectDecision.Welcome Welcome => welcome;

    public DeviceId? Owner => welcome.Owner;

    public string Way => MqttWay.Name;

    public string Mechanism => welcome.Mechanism;

    public string? RemoteAddress => Plain(remote);

    public static string? Plain(EndPoint? remote) => (remote as IPEndPoint)?.Address is { } address
        ? (address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address).ToString()
        : null;

    /// <summary>Null until the client has said who it is.</summary>
    public string? EndpointId => _endpointId;

    /// <summary>Where it said that it wants answers, or subscribed.</summary>
    public string? ReplyTopic
    {
        get => _replyTopic;
        set => _replyTopic = value;
    }

    /// <summary>What it subscribed with, at most 1: the quality of what is sent to it.</summary>
    public MqttQualityOfServiceLevel Quality { get; set; } = MqttQualityOfServiceLevel.AtLeastOnce;

    /// <summary>Messages that it takes before it has acknowledged the first (MQTT 5.0 §3.1.2.11.3).</summary>
    public int ReceiveMaximum { get; init; } = ushort.MaxValue;

    public uint MaxPacketBytes { get; init; } = uint.MaxValue;

    /// <summary>
    /// The quality of the next message. Where it has as many under way as it takes, quality 0, which is not counted: nothing waits,
    /// and whatever is lost is asked again.
    /// </summary>
    public MqttQualityOfServiceLevel TakePlace()
    {
        if (Quality == MqttQualityOfServiceLevel.AtMostOnce)
        {
            return Quality;
        }

        if (Interlocked.Increment(ref _underWay) <= ReceiveMaximum)
        {
            return MqttQualityOfServiceLevel.AtLeastOnce;
        }

        Interlocked.Decrement(ref _underWay);
        return MqttQualityOfServiceLevel.AtMostOnce;
    }

    public void ReturnPlace() => Interlocked.Decrement(ref _underWay);

    /// <summary>The bytes that are neither payload nor topics are few, and counted generously.</summary>
    public bool Fits(MqttApplicationMessage message) =>
        message.Payload.Length + message.Topic.Length + (message.ResponseTopic?.Length ?? 0) + 128 <= MaxPacketBytes;

    /// <summary>
    /// MQTT 3.1.1 with a filter that reaches below its topic: gets our reply topic at the topic's end (TR-369 R-MQTT.24).
    /// Others would not recognise such a topic as theirs.
    /// </summary>
    public bool TakesReplyTopicInTopic => !isVersion5 && SubscribedBelow;

    public bool SubscribedBelow { get; set; }

    /// <summary>It has subscribed to its topic: what is sent to it arrives.</summary>
    public bool IsListening { get; set; }

    public ValueTask<IAgentConnection?> ClaimAsync(string endpointId, CancellationToken cancellationToken) =>
        _endpointId is { } own && own != endpointId ? ValueTask.FromResult<IAgentConnection?>(null)
        : broker.IsHeldBy(this, endpointId) ? ValueTask.FromResult<IAgentConnection?>(this)
        : broker.ClaimAsync(this, endpointId, cancellationToken);

    /// <summary>Called by the broker once the claim is checked. False: it is somebody else already.</summary>
    public bool Bind(string endpointId) =>
        welcome.Certificate?.Allows(endpointId) is not false && (Interlocked.CompareExchange(ref _endpointId, endpointId, null) ?? endpointId) == endpointId;

    public ValueTask<bool> SendAsync(byte[] record, CancellationToken cancellationToken) => broker.SendAsync(this, record);
}
