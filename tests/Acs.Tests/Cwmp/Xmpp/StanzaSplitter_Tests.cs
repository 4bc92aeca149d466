using System.Text;
using Acs.Cwmp.Xmpp;

namespace Acs.Tests.Cwmp.Xmpp;

public class StanzaSplitter_Tests
{
    private const string Header = "<?xml version='1.0'?><stream:stream xmlns='jabber:client' xmlns:stream='http://etherx.jabber.org/streams' from='isp.test' version='1.0'>";
    private const string Iq = "<iq type='result' id=\"a'>\"><x><y z='/>'/>text</x></iq>";

    [TestCase(1)]
    [TestCase(7)]
    [TestCase(4096)]
    public void A_stream_is_cut_the_same_however_it_arrives(int size)
    {
        var bytes = Encoding.UTF8.GetBytes($"{Header}<stream:features/> \r\n{Iq}{Iq}</stream:stream>");
        var splitter = new StanzaSplitter();
        var items = bytes.Chunk(size).SelectMany(c => splitter.Take(c)).ToList();
        Assert.That(items.Select(i => i.GetType().Name), Is.EqualTo(new[] { "Header", "Stanza", "Stanza", "Stanza", "End" }));
        Assert.That(Encoding.UTF8.GetString(((StreamItem.Stanza)items[2]).Xml), Is.EqualTo(Iq));
        Assert.That(StanzaParser.Parse(((StreamItem.Stanza)items[1]).Xml)!.Name, Is.EqualTo(XmppNames.Streams + "features"));
        Assert.That(StanzaParser.Parse(((StreamItem.Stanza)items[2]).Xml)!.Name, Is.EqualTo(XmppNames.Iq));
    }

    [TestCase("<!DOCTYPE x>")]
    [TestCase(Header + "<!-- -->")]
    [TestCase(Header + "<iq><?php ?></iq>")]
    [TestCase(Header + "<iq><![CDATA[x]]></iq>")]
    [TestCase(Header + "text")]
    [TestCase(Header + "</stream:stream><iq/>")]
    [TestCase("</stream:stream>")]
    public void What_no_server_may_send_ends_the_stream(string text) =>
        Assert.That(() => new StanzaSplitter().Take(Encoding.UTF8.GetBytes(text)), Throws.TypeOf<XmppException>());

    [Test]
    public void A_stanza_is_bounded_in_size_and_depth()
    {
        var large = $"{Header}<message>{new string('x', StanzaSplitter.LongestStanza)}";
        Assert.That(() => new StanzaSplitter().Take(Encoding.UTF8.GetBytes(large)), Throws.TypeOf<XmppException>());
        var deep = Header + string.Concat(Enumerable.Repeat("<a>", StanzaSplitter.Deepest));
        Assert.That(() => new StanzaSplitter().Take(Encoding.UTF8.GetBytes(deep)), Throws.TypeOf<XmppException>());
        var attribute = $"{Header}<message a='{new string('x', StanzaSplitter.LongestStanza)}";
        Assert.That(() => new StanzaSplitter().Take(Encoding.UTF8.GetBytes(attribute)), Throws.TypeOf<XmppException>());
    }

    [Test]
    public void Entities_and_unknown_prefixes_make_no_stanza() => Assert.Multiple(() =>
    {
        Assert.That(StanzaParser.Parse("<iq>&lol;</iq>"u8.ToArray()), Is.Null);
        Assert.That(StanzaParser.Parse("<db:result/>"u8.ToArray()), Is.Null);
        Assert.That(StanzaParser.Parse("<iq></message>"u8.ToArray()), Is.Null);
    });

    [Test]
    public void Nonsense_ends_the_stream_and_harms_nothing()
    {
        var random = new Random(6120);
        var right = Encoding.UTF8.GetBytes($"{Header}{Iq}{Iq}</stream:stream>");
        for (var i = 0; i < 50_000; i++)
        {
            var bytes = right.ToArray();
            for (var change = random.Next(1, 6); change > 0; change--)
            {
                bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
            }

            try
            {
                foreach (var stanza in new StanzaSplitter().Take(bytes).OfType<StreamItem.Stanza>())
                {
                    _ = StanzaParser.Parse(stanza.Xml);
                }
            }
            catch (XmppException)
            {
                // That is how it ends.
            }
        }
    }
}
