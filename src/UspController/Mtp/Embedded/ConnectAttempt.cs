using UspController.Mtp.Tls;

namespace UspController.Mtp.Embedded;

/// <summary>What an MQTT CONNECT says of the client.</summary>
/// <param name="DeclaredEndpointId">MQTT 5 user property <c>usp-endpoint-id</c> (TR-369 R-MQTT.13).</param>
/// <param name="Certificate">What it showed in the TLS handshake.</param>
internal sealed record ConnectAttempt(string ClientId, string? User, byte[]? Password, string? DeclaredEndpointId, JudgedCertificate? Certificate = null)
{
    /// <summary>Without port; empty where none is known.</summary>
    public string RemoteAddress { get; init; } = "";
}
