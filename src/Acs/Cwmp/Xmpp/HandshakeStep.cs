namespace Acs.Cwmp.Xmpp;

/// <summary>What a stanza led to.</summary>
/// <param name="Send">To write, null: nothing.</param>
/// <param name="Then">To do with the transport before the next stanza.</param>
internal sealed record HandshakeStep(HandshakeState State, string? Send = null, HandshakeStep.Transport Then = HandshakeStep.Transport.Same)
{
    internal enum Transport
    {
        Same,

        /// <summary>TLS begins, and in it a new stream.</summary>
        Tls,

        /// <summary>A new stream begins (RFC 6120 6.4.6).</summary>
        NewStream,
    }
}
