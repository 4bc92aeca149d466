using System.Text;
using Acs.Cwmp.Rpc;
using Acs.Cwmp.Soap;

namespace Acs.Tests.Cwmp;

public class Envelope_Tests
{
    private static readonly string _inform = Envelope.Inform();

    [Test]
    public void Header_and_namespace_are_read()
    {
        var message = Reading.Read(Envelope.Inform(
            ns: "urn:dslforum-org:cwmp-1-2",
            header: "<cwmp:SupportedCWMPVersions>1.0,1.4, 1.2</cwmp:SupportedCWMPVersions><cwmp:SessionTimeout>60</cwmp:SessionTimeout><cwmp:NoMoreRequests>1</cwmp:NoMoreRequests>"));
        Assert.That(message.Namespace, Is.EqualTo("urn:dslforum-org:cwmp-1-2"));
        Assert.That(message.Header, Is.EqualTo(new SoapHeader("42", true, 60, "1.0,1.4, 1.2")));
        Assert.That(CwmpNamespace.Use(message.Header.SupportedVersions), Is.EqualTo("1.4"));
    }

    [TestCase("urn:dslforum-org:cwmp-1-0", "urn:dslforum-org:cwmp-1-0")]
    [TestCase("urn:dslforum-org:cwmp-1-4", "urn:dslforum-org:cwmp-1-4")]
    [TestCase("urn:dslforum-org:cwmp-1-\"><evil", "urn:dslforum-org:cwmp-1-0")]
    [TestCase(null, "urn:dslforum-org:cwmp-1-0")]
    public void Only_a_namespace_of_CWMP_is_echoed(string? declared, string echoed) =>
        Assert.That(CwmpNamespace.Echo(declared), Is.EqualTo(echoed));

    [TestCase("SOAP-ENV", "soap_env")]
    [TestCase("SOAP-ENV", "soapenv")]
    [TestCase("cwmp:", "")]
    [TestCase("xmlns:SOAP-ENC", "xmlns:other")]
    public void Quirk_2_prefixes_do_not_matter_not_even_undeclared_ones(string from, string to) =>
        Assert.That(Reading.Read(_inform.Replace(from, to, StringComparison.Ordinal)).Body, Is.TypeOf<Inform>());

    [Test]
    public void Quirk_1_characters_that_XML_forbids_are_left_out()
    {
        var text = _inform.Replace("Example", "Ex\u0001am\u0002ple&#1;&#x1F;", StringComparison.Ordinal) + "\0";
        var message = Reading.Read(text);
        Assert.That(((Inform)message.Body).Identity.Manufacturer, Is.EqualTo("Example"));
        Assert.That(message.Filtered, Is.EqualTo(3));
    }

    [Test]
    public void Quirk_38_a_wrong_charset_gives_way_to_the_next()
    {
        var text = _inform.Replace("Example", "Müller", StringComparison.Ordinal);
        var latin = Encoding.Latin1.GetBytes(text);
        var utf8 = Encoding.UTF8.GetBytes(text);
        string? Maker(byte[] bytes, string? charset) => ((Inform)Reading.Read(bytes, charset).Body).Identity.Manufacturer;
        Assert.That(Maker(utf8, null), Is.EqualTo("Müller"));
        Assert.That(Maker(utf8, "us-ascii"), Is.EqualTo("Müller"), "not ASCII: the next");
        Assert.That(Maker(utf8, "no-such-charset"), Is.EqualTo("Müller"));
        Assert.That(Maker(latin, null), Is.EqualTo("Müller"), "declares UTF-8, is Latin-1");
        Assert.That(Maker(latin, "iso-8859-1"), Is.EqualTo("Müller"));
        Assert.That(Maker(Encoding.Latin1.GetBytes(text.Replace("UTF-8", "ISO-8859-1", StringComparison.Ordinal)), null), Is.EqualTo("Müller"));
        Assert.That(Maker([.. Encoding.Unicode.GetPreamble(), .. Encoding.Unicode.GetBytes(text)], null), Is.EqualTo("Müller"));
        Assert.That(Maker([.. Encoding.UTF8.GetPreamble(), .. utf8], "iso-8859-1"), Is.EqualTo("Müller"), "the mark decides");
    }

    [TestCase("<!DOCTYPE x [<!ENTITY a 'b'>]>")]
    [TestCase("<!DOCTYPE x SYSTEM 'file:///etc/passwd'>")]
    public void A_DTD_is_refused(string doctype)
    {
        var at = _inform.IndexOf("<SOAP-ENV:Envelope", StringComparison.Ordinal);
        Assert.That(SoapReader.Read(Encoding.UTF8.GetBytes(_inform.Insert(at, doctype)), null, out var error), Is.Null);
        Assert.That(error, Is.Not.Empty);
    }

    [Test]
    public void Nonsense_is_an_error_and_not_an_exception()
    {
        foreach (var text in new[]
        {
            "<", "x", "<a/>", _inform[..^20], _inform + "<more/>", string.Concat(Enumerable.Repeat("<a>", 5000)),
            "<Envelope/>", "<Envelope><Body/></Envelope>", "<Envelope><Body></Body></Envelope>", "\uFEFF", "<Envelope><Body>&lol;</Body></Envelope>",
        })
        {
            Assert.That(SoapReader.Read(Encoding.UTF8.GetBytes(text), null, out var error), Is.Null, text);
            Assert.That(error, Is.Not.Null.And.Not.Empty, text);
        }
    }

    [Test]
    public void Every_truncation_and_every_flipped_byte_is_survived()
    {
        var bytes = Encoding.UTF8.GetBytes(_inform);
        for (var i = 0; i < bytes.Length; i++)
        {
            Assert.That(SoapReader.Read(bytes.AsSpan(0, i), null, out _), Is.Null);
            var flipped = (byte[])bytes.Clone();
            flipped[i] ^= 0x55;
            Assert.DoesNotThrow(() => SoapReader.Read(flipped, null, out _));
        }
    }

    [Test]
    public void CDATA_is_text()
    {
        var inform = Reading.Body<Inform>(_inform.Replace("Example", "<![CDATA[A<B]]>", StringComparison.Ordinal));
        Assert.That(inform.Identity.Manufacturer, Is.EqualTo("A<B"));
    }
}
