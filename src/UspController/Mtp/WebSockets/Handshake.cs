using UspController.Mtp.Embedded;
using UspController.Mtp.Tls;
using UspController.Records;

namespace UspController.Mtp.WebSockets;

/// <summary>An agent's opening handshake, read (TR-369 R-WS.9 to R-WS.12a).</summary>
internal abstract record Handshake
{
    /// <summary>The value of <c>Sec-WebSocket-Protocol</c> (R-WS.9).</summary>
    public const string Subprotocol = "v1.usp";

    /// <param name="WantsExtension">It offered <c>bbf-usp-protocol</c>; whoever did not may take it in the answer for an error.</param>
    public sealed record Proper(ConnectAttempt Attempt, bool WantsExtension) : Handshake;

    /// <param name="Status">Of HTTP.</param>
    /// <param name="Why">A metric's label.</param>
    /// <param name="Text">For whoever reads the answer.</param>
    public sealed record Refused(int Status, string Why, string Text) : Handshake;

    /// <param name="subprotocols">What the client offers.</param>
    /// <param name="endpointIds">Values of <c>eid</c> in the query, decoded once (R-WS.10b, R-WS.10c).</param>
    /// <param name="extensions">Lines of <c>Sec-WebSocket-Extensions</c>.</param>
    /// <param name="authorization">The header; null: there is none.</param>
    public static Handshake Read(
        bool isWebSocket,
        IEnumerable<string> subprotocols,
        IReadOnlyList<string?> endpointIds,
        IEnumerable<string?> extensions,
        string? authorization,
        JudgedCertificate? certificate)
    {
        if (!isWebSocket)
        {
            return new Refused(426, "no-websocket", "This is a WebSocket resource for USP agents.");
        }

        // R-WS.12a
        if (!subprotocols.Contains(Subprotocol, StringComparer.Ordinal))
        {
            return new Refused(400, "no-subprotocol", $"Sec-WebSocket-Protocol: {Subprotocol} is needed.");
        }

        var (wantsExtension, extended) = UspExtension.Read(extensions);
        var asked = endpointIds.Count > 0 ? endpointIds[0] : null;
        if (endpointIds.Count > 1 || (asked is not null && !EndpointId.IsValid(asked)))
        {
            return new Refused(400, "bad-endpoint-id", "eid is no USP endpoint id.");
        }

        if (asked is not null && extended is not null && asked != extended)
        {
            return new Refused(400, "two-endpoint-ids", "eid differs from that of bbf-usp-protocol.");
        }

        // R-WS.11c: neither is needed; then the first record says who it is.
        var declared = asked ?? extended;
        var login = BasicLogin.Read(authorization, declared);
        return new Proper(new ConnectAttempt("", login?.User, login?.Password, declared, certificate), wantsExtension);
    }
}
