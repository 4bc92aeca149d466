using System.Text;
using System.Xml.Linq;
using Acs.Cwmp.Xmpp;

namespace Acs.Tests.Cwmp.Xmpp;

public class XmppStanzas_Tests
{
    private static readonly JabberId _gateway = JabberId.Parse("cpe1@isp.test/cwmp")!;

    private static XElement Parse(string stanza) => StanzaParser.Parse(Encoding.UTF8.GetBytes(stanza))!;

    [Test]
    public void A_connection_request_is_as_its_schema_says() => Assert.That(
        Handshake.Text(XmppConnectionRequest.Create("acs", "a<&b")),
        Is.EqualTo("<connectionRequest xmlns=\"urn:broadband-forum-org:cwmp:xmppConnReq-1-0\"><username>acs</username><password>a&lt;&amp;b</password></connectionRequest>"));

    [TestCase("<iq type='result' id='1'/>", true, "confirms")]
    [TestCase("<iq type='error'><error type='auth'><not-authorized xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error></iq>", false, "not-authorized")]
    [TestCase("<iq type='error'><error type='cancel'><text xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'>x</text><service-unavailable xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error></iq>", false, "not connected")]
    [TestCase("<iq type='error'><error/></iq>", false, "without a condition")]
    [TestCase("<iq type='error'/>", false, "without a condition")]
    public void What_a_gateway_answers_has_a_meaning(string iq, bool reached, string detail)
    {
        var judged = XmppConnectionRequest.Judge(Parse(iq));
        Assert.That(judged.Reached, Is.EqualTo(reached));
        Assert.That(judged.Detail, Does.Contain(detail));
    }

    [TestCase("cpe1@isp.test/cwmp", true)]
    [TestCase("CPE1@ISP.test/cwmp", true)]
    [TestCase("cpe2@isp.test/cwmp", false)]
    [TestCase("cpe1@isp.test", false)]
    public void Only_who_was_asked_can_answer(string from, bool counts)
    {
        var questions = new XmppQuestions();
        var (id, answer) = questions.Begin(_gateway)!.Value;
        questions.Take(Parse($"<iq type='result' id='{id}' from='{from}'/>"));
        questions.Take(Parse($"<iq type='result' id='{id}'/>"));
        questions.Take(Parse($"<iq type='result' id='other' from='{from}'/>"));
        Assert.That(answer.IsCompleted, Is.EqualTo(counts));
    }

    [Test]
    public async Task Who_waits_when_the_connection_goes_is_told()
    {
        var questions = new XmppQuestions();
        var (_, answer) = questions.Begin(_gateway)!.Value;
        questions.GiveUp();
        Assert.That(await answer, Is.Null);
    }

    [Test]
    public void Every_question_to_this_server_has_an_answer() => Assert.Multiple(() =>
    {
        Assert.That(Handshake.Text(XmppReplies.To(Parse("<iq type='get' id='1' from='isp.test'><ping xmlns='urn:xmpp:ping'/></iq>"))!), Does.Contain("result").And.Contain("isp.test"));
        Assert.That(Handshake.Text(XmppReplies.To(Parse("<iq type='set' id='1' from='a@b'><x xmlns='y'/></iq>"))!), Does.Contain("service-unavailable"));
        Assert.That(XmppReplies.To(Parse("<iq type='error' id='1'/>")), Is.Null, "an answer to an answer would never end");
        Assert.That(XmppReplies.To(Parse("<message from='a@b'>x</message>")), Is.Null);
    });

    [TestCase("acs@isp.test", "acs@isp.test")]
    [TestCase("ACS@ISP.test/Res@a/b", "acs@isp.test/Res@a/b")]
    [TestCase("isp.test", "isp.test")]
    [TestCase("@isp.test", null)]
    [TestCase("a@", null)]
    [TestCase("a b@isp.test", null)]
    [TestCase("a<b@isp.test", null)]
    [TestCase("a@isp.test/", null)]
    [TestCase("a@isp .test", null)]
    [TestCase("", null)]
    public void A_Jabber_ID_is_one_or_none(string text, string? shown) => Assert.That(JabberId.Parse(text)?.ToString(), Is.EqualTo(shown));
}
