using Acs.Cwmp.Rpc;

namespace Acs.Tests.Cwmp.Schemas;

public class AcsMessages_Schema_Tests
{
    private static IEnumerable<TestCaseData> Messages =>
        from ns in CwmpSchemas.Namespaces
        from message in AcsSamples.All
        where message is AcsFault || CwmpSchemas.Knows(message.Name, ns)
        select new TestCaseData(message, ns).SetArgDisplayNames(message.Summary, ns[^3..]);

    [TestCaseSource(nameof(Messages))]
    public void What_the_server_sends_is_valid(object message, string ns)
    {
        Assert.That(CwmpSchemas.Errors(Written.Text((IAcsMessage)message, ns), ns), Is.Empty);
        Assert.That(CwmpSchemas.Errors(Written.Text((IAcsMessage)message, ns, id: null), ns), Is.Empty);
        Assert.That(CwmpSchemas.Errors(Written.Text((IAcsMessage)message, ns, numeric: true), ns), Is.Empty);
    }

    [TestCase("1.4")]
    [TestCase("1.0")]
    public void The_agreed_version_is_valid(string version) =>
        Assert.That(CwmpSchemas.Errors(Written.Text(InformResponse.Instance, "urn:dslforum-org:cwmp-1-2", use: version), "urn:dslforum-org:cwmp-1-2"), Is.Empty);

    /// <summary>A new message without a sample would go out unseen.</summary>
    [Test]
    public void Every_kind_of_message_has_a_sample()
    {
        var kinds = typeof(IAcsMessage).Assembly.GetTypes().Where(t => t.IsAssignableTo(typeof(IAcsMessage)) && !t.IsAbstract);
        Assert.That(kinds.Except(AcsSamples.All.Select(m => m.GetType())), Is.Empty);
    }

    [TestCase("<cwmp:Reboot/>", TestName = "A missing element is seen")]
    [TestCase("<cwmp:Reboot><CommandKey>0123456789abcdef0123456789abcdef0</CommandKey></cwmp:Reboot>", TestName = "A key of 33 is seen")]
    [TestCase("<cwmp:Rebooot><CommandKey/></cwmp:Rebooot>", TestName = "An unknown message is seen")]
    [TestCase("<cwmp:AddObject><ObjectName>Device.A</ObjectName><ParameterKey/></cwmp:AddObject>", TestName = "A missing dot is seen")]
    [TestCase("<cwmp:GetParameterValues><ParameterNames SOAP-ENC:arrayType=\"xsd:string[2]\"><string>A</string></ParameterNames></cwmp:GetParameterValues>", TestName = "A wrong count is seen")]
    public void The_schema_can_say_no(string body)
    {
        foreach (var ns in CwmpSchemas.Namespaces)
        {
            Assert.That(CwmpSchemas.Errors(Envelope.Of(body, ns), ns), Is.Not.Empty);
        }
    }
}
