using MQTTnet.Protocol;
using UspController.Mtp.Tls;

namespace UspController.Mtp.Embedded;

/// <summary>Whether an MQTT client may connect, and as whom.</summary>
internal abstract record ConnectDecision
{
    /// <param name="Owner">Whose own credentials were shown.</param>
    /// <param name="EndpointId">Null: the first record or subscription will say.</param>
    /// <param name="Certificate">By which it was let in: it may speak as nobody else (TR-369 R-SEC.0a).</param>
    public sealed record Welcome(ContactTrust Trust, DeviceId? Owner, string? EndpointId, JudgedCertificate? Certificate = null) : ConnectDecision
    {
        /// <summary>As in <see cref="AccessAttempt.Mechanism"/>.</summary>
        public string Mechanism => Certificate is not null ? "certificate" : Trust switch
        {
            ContactTrust.Device => "basic",
            ContactTrust.Bootstrap => "bootstrap",
            _ => "none",
        };

        /// <summary>What it has proved to the broker. A certificate proves an endpoint id, though not yet which device that is.</summary>
        public ContactTrust Standing => Certificate is null ? Trust : ContactTrust.Device;
    }

    /// <param name="Why">A metric's label.</param>
    /// <param name="Device">In whose name it came, where that is known: it stands in that device's list of attempts.</param>
    /// <param name="Mechanism">As in <see cref="AccessAttempt.Mechanism"/>.</param>
    public sealed record Denied(MqttConnectReasonCode Code, string Why, DeviceId? Device = null, string Mechanism = "none") : ConnectDecision;
}
