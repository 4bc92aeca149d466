using Acs.Cwmp.Rpc;
using Provisioning.Devices;

namespace Acs.Tests.Cwmp;

public class AcsMessages_Tests
{
    [TestCase("urn:dslforum-org:cwmp-1-0")]
    [TestCase("urn:dslforum-org:cwmp-1-1")]
    [TestCase("urn:dslforum-org:cwmp-1-2")]
    public void The_InformResponse_is_golden_in_every_namespace(string ns) => Assert.That(Written.Text(InformResponse.Instance, ns, "x&1"), Is.EqualTo(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
        + "<soap-env:Envelope xmlns:soap-env=\"http://schemas.xmlsoap.org/soap/envelope/\" xmlns:soap-enc=\"http://schemas.xmlsoap.org/soap/encoding/\" xmlns:xsd=\"http://www.w3.org/2001/XMLSchema\" xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" xmlns:cwmp=\"" + ns + "\">"
        + "<soap-env:Header><cwmp:ID soap-env:mustUnderstand=\"1\">x&amp;1</cwmp:ID></soap-env:Header>"
        + "<soap-env:Body><cwmp:InformResponse><MaxEnvelopes>1</MaxEnvelopes></cwmp:InformResponse></soap-env:Body></soap-env:Envelope>\n"));

    [Test]
    public void Without_an_ID_there_is_no_header() =>
        Assert.That(Written.Text(InformResponse.Instance, id: null), Does.Not.Contain("Header"));

    [Test]
    public void CWMP_1_4_is_agreed_in_a_header() =>
        Assert.That(Written.Text(InformResponse.Instance, use: "1.4"), Does.Contain("<cwmp:UseCWMPVersion soap-env:mustUnderstand=\"1\">1.4</cwmp:UseCWMPVersion></soap-env:Header>"));

    [Test]
    public void Quirk_15_NextLevel_is_a_digit() => Assert.That(
        Written.Body(new GetParameterNames("Device.", true)) + Written.Body(new GetParameterNames("Device.", false)),
        Is.EqualTo("<cwmp:GetParameterNames><ParameterPath>Device.</ParameterPath><NextLevel>1</NextLevel></cwmp:GetParameterNames>"
            + "<cwmp:GetParameterNames><ParameterPath>Device.</ParameterPath><NextLevel>0</NextLevel></cwmp:GetParameterNames>"));

    [Test]
    public void GetParameterValues() => Assert.That(
        Written.Body(new GetParameterValues(["Device.A", "Device.B."])),
        Is.EqualTo("<cwmp:GetParameterValues><ParameterNames soap-enc:arrayType=\"xsd:string[2]\"><string>Device.A</string><string>Device.B.</string></ParameterNames></cwmp:GetParameterValues>"));

    [Test]
    public void SetParameterValues_is_typed_and_escaped() => Assert.That(
        Written.Body(new SetParameterValues([new("Device.A", "<&>\"'\u0001é😀"), new("Device.B", "true", ParameterType.Boolean), new("Device.C", "5", ParameterType.UnsignedInt)], "key")),
        Is.EqualTo("<cwmp:SetParameterValues><ParameterList soap-enc:arrayType=\"cwmp:ParameterValueStruct[3]\">"
            + "<ParameterValueStruct><Name>Device.A</Name><Value xsi:type=\"xsd:string\">&lt;&amp;&gt;&quot;&apos;é😀</Value></ParameterValueStruct>"
            + "<ParameterValueStruct><Name>Device.B</Name><Value xsi:type=\"xsd:boolean\">true</Value></ParameterValueStruct>"
            + "<ParameterValueStruct><Name>Device.C</Name><Value xsi:type=\"xsd:unsignedInt\">5</Value></ParameterValueStruct>"
            + "</ParameterList><ParameterKey>key</ParameterKey></cwmp:SetParameterValues>"));

    [Test]
    public void Quirk_12_booleans_can_be_digits() =>
        Assert.That(Written.Body(new SetParameterValues([new("B", "true", ParameterType.Boolean)], ""), numeric: true), Does.Contain(">1</Value>"));

    [Test]
    public void Objects() => Assert.That(
        Written.Body(new AddObject("Device.A.", "k")) + Written.Body(new DeleteObject("Device.A.1.", "k")),
        Is.EqualTo("<cwmp:AddObject><ObjectName>Device.A.</ObjectName><ParameterKey>k</ParameterKey></cwmp:AddObject>"
            + "<cwmp:DeleteObject><ObjectName>Device.A.1.</ObjectName><ParameterKey>k</ParameterKey></cwmp:DeleteObject>"));

    [Test]
    public void Download() => Assert.That(
        Written.Body(new Download("k", "1 Firmware Upgrade Image", "http://h/f?a=1&b=2", "u", "p<", 123, "t")),
        Is.EqualTo("<cwmp:Download><CommandKey>k</CommandKey><FileType>1 Firmware Upgrade Image</FileType><URL>http://h/f?a=1&amp;b=2</URL><Username>u</Username><Password>p&lt;</Password><FileSize>123</FileSize><TargetFileName>t</TargetFileName><DelaySeconds>0</DelaySeconds><SuccessURL></SuccessURL><FailureURL></FailureURL></cwmp:Download>"));

    [Test]
    public void The_small_ones() => Assert.That(
        Written.Body(new Reboot("k")) + Written.Body(new FactoryReset()) + Written.Body(new GetRpcMethods()) + Written.Body(TransferComplete.Response),
        Is.EqualTo("<cwmp:Reboot><CommandKey>k</CommandKey></cwmp:Reboot><cwmp:FactoryReset/><cwmp:GetRPCMethods/><cwmp:TransferCompleteResponse/>"));

    [TestCase(8000, "Server")]
    [TestCase(8003, "Client")]
    [TestCase(8005, "Server")]
    public void Faults_of_ours_are_SOAP_faults(int code, string whose) => Assert.That(
        Written.Body(new AcsFault(code, "Why")),
        Is.EqualTo($"<soap-env:Fault><faultcode>{whose}</faultcode><faultstring>CWMP fault</faultstring><detail><cwmp:Fault><FaultCode>{code}</FaultCode><FaultString>Why</FaultString></cwmp:Fault></detail></soap-env:Fault>"));

    [Test]
    public void Long_texts_survive_the_writers_pieces()
    {
        var value = string.Concat(Enumerable.Repeat("äöü😀<", 5000));
        var document = System.Xml.Linq.XDocument.Parse(Written.Text(new SetParameterValues([new("P", value)], "")));
        Assert.That(document.Descendants("Value").Single().Value, Is.EqualTo(value));
    }
}
