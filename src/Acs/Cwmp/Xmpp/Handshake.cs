using System.Security.Cryptography;
using System.Text;
using System.Xml.Linq;
using static Acs.Cwmp.Xmpp.HandshakeStep;

namespace Acs.Cwmp.Xmpp;

/// <summary>
/// STARTTLS, SASL, resource binding (RFC 6120 5, 6, 7) as a state machine: a stanza in, the next state out. Nothing secret
/// before TLS, and no server that offers none is spoken to: a connection request holds a gateway's password.
/// </summary>
internal static class Handshake
{
    private const string BindId = "bind";

    public static string Open(JabberId account) =>
        $"<?xml version='1.0'?><stream:stream to='{account.Domain}' version='1.0' xml:lang='en' xmlns='jabber:client' xmlns:stream='http://etherx.jabber.org/streams'>";

    /// <exception cref="XmppException">It leads nowhere.</exception>
    public static HandshakeStep Next(HandshakeState state, XElement stanza, XmppAccount account)
    {
        if (stanza.Name == XmppNames.Streams + "error")
        {
            throw StreamError(stanza);
        }

        return state switch
        {
            HandshakeState.Plain when IsFeatures(stanza) => stanza.Element(XmppNames.Tls + "starttls") is not null
                ? new HandshakeStep(new HandshakeState.Upgrading(), Text(new XElement(XmppNames.Tls + "starttls")))
                : throw new XmppException("The XMPP server offers no TLS."),
            HandshakeState.Upgrading => stanza.Name == XmppNames.Tls + "proceed"
                ? new HandshakeStep(new HandshakeState.Secure(), Then: Transport.Tls)
                : throw new XmppException("The XMPP server refuses TLS."),
            HandshakeState.Secure when IsFeatures(stanza) => Authenticate(stanza, account),
            HandshakeState.Authenticating authenticating => Authenticate(authenticating, stanza),
            HandshakeState.Authenticated when IsFeatures(stanza) => new HandshakeStep(
                new HandshakeState.Binding(),
                Text(new XElement(XmppNames.Iq, new XAttribute("type", "set"), new XAttribute("id", BindId),
                    new XElement(XmppNames.Bind + "bind", new XElement(XmppNames.Bind + "resource", account.Resource))))),
            HandshakeState.Binding when stanza.Name == XmppNames.Iq && (string?)stanza.Attribute("id") == BindId => Bound(stanza),
            HandshakeState.Binding => new HandshakeStep(state),
            _ => throw new XmppException($"The XMPP server sends {stanza.Name.LocalName} where it is not expected."),
        };
    }

    public static XmppException StreamError(XElement error) => new(
        $"The XMPP server ends the stream: {error.Elements().FirstOrDefault(e => e.Name.Namespace == XmppNames.StreamErrors)?.Name.LocalName ?? "no reason given"}.");

    public static string Text(XElement element) => element.ToString(SaveOptions.DisableFormatting);

    private static HandshakeStep Authenticate(XElement features, XmppAccount account)
    {
        var offered = features.Elements(XmppNames.Sasl + "mechanisms").Elements(XmppNames.Sasl + "mechanism").Select(m => m.Value).ToHashSet(StringComparer.Ordinal);
        var user = account.Jid.Local ?? "";
        var (name, scram) =
            offered.Contains("SCRAM-SHA-256") ? ("SCRAM-SHA-256", new ScramExchange(HashAlgorithmName.SHA256, user, account.Password, account.Nonce))
            : offered.Contains("SCRAM-SHA-1") ? ("SCRAM-SHA-1", new ScramExchange(HashAlgorithmName.SHA1, user, account.Password, account.Nonce))
            : offered.Contains("PLAIN") ? ("PLAIN", (ScramExchange?)null)
            : throw new XmppException("The XMPP server offers neither SCRAM-SHA-256, SCRAM-SHA-1 nor PLAIN.");
        // RFC 4616: no authorization identity.
        var first = scram?.First ?? $"\0{user}\0{account.Password}";
        return new HandshakeStep(
            new HandshakeState.Authenticating(scram, Verified: false),
            Text(new XElement(XmppNames.Sasl + "auth", new XAttribute("mechanism", name), Base64(first))));
    }

    private static HandshakeStep Authenticate(HandshakeState.Authenticating state, XElement stanza)
    {
        if (stanza.Name == XmppNames.Sasl + "failure")
        {
            var why = stanza.Elements().FirstOrDefault(e => e.Name.LocalName != "text")?.Name.LocalName;
            throw new XmppException($"The XMPP server refuses Acs:Cwmp:Xmpp:Jid and :Password: {why ?? "no reason given"}.");
        }

        if (stanza.Name == XmppNames.Sasl + "challenge" && state is { Scram: { } scram, Verified: false })
        {
            var challenge = FromBase64(stanza.Value);
            // RFC 6120 6.3.10: a server may send its last message as a challenge, which an empty response answers.
            return scram.IsServer(challenge)
                ? new HandshakeStep(state with { Verified = true }, Text(new XElement(XmppNames.Sasl + "response")))
                : new HandshakeStep(state, Text(new XElement(XmppNames.Sasl + "response", Base64(scram.Final(challenge)))));
        }

        if (stanza.Name == XmppNames.Sasl + "success")
        {
            return state.Scram is null || state.Verified || state.Scram.IsServer(FromBase64(stanza.Value))
                ? new HandshakeStep(new HandshakeState.Authenticated(), Then: Transport.NewStream)
                : throw new XmppException("The XMPP server does not prove that it knows the password.");
        }

        throw new XmppException($"The XMPP server sends {stanza.Name.LocalName} where it is not expected.");
    }

    private static HandshakeStep Bound(XElement iq) =>
        (string?)iq.Attribute("type") == "result"
        && JabberId.Parse((string?)iq.Element(XmppNames.Bind + "bind")?.Element(XmppNames.Bind + "jid")) is { } jid
            ? new HandshakeStep(new HandshakeState.Bound(jid))
            : throw new XmppException("The XMPP server binds no resource.");

    private static bool IsFeatures(XElement stanza) => stanza.Name == XmppNames.Streams + "features";

    private static string Base64(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));

    private static string FromBase64(string text)
    {
        try
        {
            return Encoding.UTF8.GetString(Convert.FromBase64String(text));
        }
        catch (FormatException)
        {
            throw new XmppException("The XMPP server sends SASL data that is no Base64.");
        }
    }
}
