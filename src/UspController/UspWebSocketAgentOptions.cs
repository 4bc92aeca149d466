namespace UspController;

/// <summary><c>Acs:Usp:WebSocket:Agents:N</c>: an agent that listens (TR-369 R-WS.6).</summary>
public sealed class UspWebSocketAgentOptions
{
    public string EndpointId { get; set; } = "";

    /// <summary><c>ws://host:port/path</c> or <c>wss://…</c>. The operator's own word, so it may be any address.</summary>
    public string Url { get; set; } = "";

    /// <summary>Sent as Basic, where the agent wants it; empty: none.</summary>
    public string User { get; set; } = "";

    public string Password { get; set; } = "";
}
