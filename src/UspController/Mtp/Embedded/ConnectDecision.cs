using MQTTnet.Protocol;

namespace UspController.Mtp.Embedded;

/// <summary>Whether an MQTT client may connect, and as whom.</summary>
internal abstract record ConnectDecision
{
    /// <param name="Owner">Whose own credentials were shown.</param>
    /// <param name="EndpointId">Null: the first record or subscription will say.</param>
    public sealed record Welcome(ContactTrust Trust, DeviceId? Owner, string? EndpointId) : ConnectDecision;

    /// <param name="Why">A metric's label.</param>
    public sealed record Denied(MqttConnectReasonCode Code, string Why) : ConnectDecision;
}
