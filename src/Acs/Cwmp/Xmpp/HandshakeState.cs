namespace Acs.Cwmp.Xmpp;

/// <summary>Where a stream is on its way to being bound (RFC 6120 4 to 7).</summary>
internal abstract record HandshakeState
{
    /// <summary>The server says what it offers, in the clear.</summary>
    public sealed record Plain : HandshakeState;

    /// <summary>It was asked to go on in TLS.</summary>
    public sealed record Upgrading : HandshakeState;

    /// <summary>The server says what it offers, in TLS.</summary>
    public sealed record Secure : HandshakeState;

    /// <param name="Scram">Null: PLAIN.</param>
    /// <param name="Verified">The server has proved itself.</param>
    public sealed record Authenticating(ScramExchange? Scram, bool Verified) : HandshakeState;

    /// <summary>The server says what it offers to whom it knows.</summary>
    public sealed record Authenticated : HandshakeState;

    public sealed record Binding : HandshakeState;

    public sealed record Bound(JabberId Jid) : HandshakeState;
}
