using System.Text;
using System.Xml.Linq;
using Acs.Cwmp.Xmpp;

namespace Acs.Tests.Cwmp.Xmpp;

public class Handshake_Tests
{
    private static readonly XmppAccount _account = new(JabberId.Parse("user@isp.test")!, "pencil", "acs-1", "fyko+d2lbbFgONRv9qkxdawL");

    private static HandshakeStep Next(HandshakeState state, string stanza) =>
        Handshake.Next(state, StanzaParser.Parse(Encoding.UTF8.GetBytes(stanza))!, _account);

    private static string Features(params string[] mechanisms) =>
        $"<stream:features><mechanisms xmlns='urn:ietf:params:xml:ns:xmpp-sasl'>{string.Concat(mechanisms.Select(m => $"<mechanism>{m}</mechanism>"))}</mechanisms></stream:features>";

    private static string Base64(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));

    [Test]
    public void From_the_clear_to_a_resource()
    {
        var step = Next(new HandshakeState.Plain(), "<stream:features><starttls xmlns='urn:ietf:params:xml:ns:xmpp-tls'/></stream:features>");
        Assert.That(step.Send, Does.StartWith("<starttls"));
        step = Next(step.State, "<proceed xmlns='urn:ietf:params:xml:ns:xmpp-tls'/>");
        Assert.That(step.Then, Is.EqualTo(HandshakeStep.Transport.Tls));
        step = Next(step.State, Features("PLAIN", "SCRAM-SHA-1"));
        Assert.That(XElement.Parse(step.Send!).Attribute("mechanism")!.Value, Is.EqualTo("SCRAM-SHA-1"));
        step = Next(step.State, $"<challenge xmlns='urn:ietf:params:xml:ns:xmpp-sasl'>{Base64("r=fyko+d2lbbFgONRv9qkxdawL3rfcNHYJY1ZVvWVs7j,s=QSXCR+Q6sek8bf92,i=4096")}</challenge>");
        Assert.That(Encoding.UTF8.GetString(Convert.FromBase64String(XElement.Parse(step.Send!).Value)), Does.EndWith("p=v0X8v3Bz2T0CJGbJQyF0X+HI4Ts="));
        step = Next(step.State, $"<success xmlns='urn:ietf:params:xml:ns:xmpp-sasl'>{Base64("v=rmF9pqV8S7suAoZWja4dJRkFsKQ=")}</success>");
        Assert.That(step.Then, Is.EqualTo(HandshakeStep.Transport.NewStream));
        step = Next(step.State, "<stream:features><bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'/></stream:features>");
        Assert.That(step.Send, Does.Contain("<resource>acs-1</resource>"));
        step = Next(step.State, "<iq type='result' id='bind'><bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'><jid>User@ISP.test/Acs-1</jid></bind></iq>");
        Assert.That(step.State, Is.EqualTo(new HandshakeState.Bound(JabberId.Parse("user@isp.test/Acs-1")!)));
    }

    [Test]
    public void A_server_without_TLS_gets_no_password_whatever_it_offers() =>
        Assert.That(() => Next(new HandshakeState.Plain(), Features("PLAIN")), Throws.TypeOf<XmppException>().With.Message.Contains("TLS"));

    [Test]
    public void A_server_that_does_not_know_the_password_is_left() => Assert.Multiple(() =>
    {
        var begun = Next(new HandshakeState.Secure(), Features("SCRAM-SHA-1")).State;
        Assert.That(() => Next(begun, "<success xmlns='urn:ietf:params:xml:ns:xmpp-sasl'/>"), Throws.TypeOf<XmppException>());
        Assert.That(
            () => Next(begun, "<failure xmlns='urn:ietf:params:xml:ns:xmpp-sasl'><not-authorized/><text>x</text></failure>"),
            Throws.TypeOf<XmppException>().With.Message.Contains("not-authorized"));
        Assert.That(() => Next(begun, "<challenge xmlns='urn:ietf:params:xml:ns:xmpp-sasl'>?</challenge>"), Throws.TypeOf<XmppException>());
    });

    [Test]
    public void An_old_server_gets_PLAIN_inside_TLS()
    {
        var step = Next(new HandshakeState.Secure(), Features("PLAIN"));
        Assert.That(Encoding.UTF8.GetString(Convert.FromBase64String(XElement.Parse(step.Send!).Value)), Is.EqualTo("\0user\0pencil"));
        Assert.That(() => Next(step.State, "<challenge xmlns='urn:ietf:params:xml:ns:xmpp-sasl'/>"), Throws.TypeOf<XmppException>());
    }

    [TestCase("<stream:error><host-unknown xmlns='urn:ietf:params:xml:ns:xmpp-streams'/></stream:error>", "host-unknown")]
    [TestCase("<message/>", "message")]
    public void What_else_comes_ends_it_with_its_name(string stanza, string name)
    {
        foreach (var state in (HandshakeState[])[new HandshakeState.Plain(), new HandshakeState.Secure(), new HandshakeState.Authenticated()])
        {
            Assert.That(() => Next(state, stanza), Throws.TypeOf<XmppException>().With.Message.Contains(name));
        }
    }
}
