using Acs.Cwmp.Xmpp;

namespace Acs.Tests.Cwmp.Xmpp;

public class XmppOptions_Tests
{
    private static List<string> Errors(XmppOptions options)
    {
        var errors = new List<string>();
        XmppOptionsErrors.Find(options, errors);
        return errors;
    }

    [Test]
    public void Without_a_Jabber_ID_nothing_is_wrong() => Assert.That(Errors(new XmppOptions { TimeoutSeconds = -1 }), Is.Empty);

    [Test]
    public void Every_error_names_its_key()
    {
        var errors = Errors(new XmppOptions
        {
            Jid = "acs@isp.test", Server = "a b", Domain = "x@y", TrustedAuthorities = "/nowhere.pem", TimeoutSeconds = 0, PingSeconds = 0,
        });
        foreach (var key in (string[])["Password", "Server", "Domain", "TrustedAuthorities", "TimeoutSeconds", "PingSeconds"])
        {
            Assert.That(errors, Has.One.StartsWith($"Acs:Cwmp:Xmpp:{key}"));
        }

        Assert.That(Errors(new XmppOptions { Jid = "isp.test", Password = "p" }), Has.One.StartsWith("Acs:Cwmp:Xmpp:Jid"));
        Assert.That(Errors(new XmppOptions { Jid = "acs@isp.test/x", Password = "p" }), Has.One.StartsWith("Acs:Cwmp:Xmpp:Jid"));
    }

    [TestCase(null, "isp.test", 5222)]
    [TestCase("xmpp.isp.test", "xmpp.isp.test", 5222)]
    [TestCase("192.0.2.1:15222", "192.0.2.1", 15222)]
    [TestCase("[2001:db8::1]:15222", "2001:db8::1", 15222)]
    public void The_server_has_a_default(string? server, string host, int port) =>
        Assert.That(new XmppOptions { Jid = "acs@isp.test", Server = server }.Endpoint(), Is.EqualTo((host, port)));
}
