using System.Net;
using Provisioning.Conversations;

namespace Acs.Tests.Cwmp;

/// <summary>TR-069 3.7.1.7 and Annex A: the namespace up to CWMP 1.2, header entries from 1.3 on.</summary>
public class VersionNegotiation_Tests
{
    [TestCase("urn:dslforum-org:cwmp-1-0")]
    [TestCase("urn:dslforum-org:cwmp-1-1")]
    [TestCase("urn:dslforum-org:cwmp-1-2")]
    public async Task The_Informs_namespace_is_kept_for_the_whole_session(string ns)
    {
        await using var server = await TestListener.StartAsync();
        server.Script.Operations.Enqueue(new Operation.Reboot(Guid.NewGuid(), "key"));
        using var client = server.Client();
        using var inform = await client.PostAsync("/", TestListener.Xml(Envelope.Inform(ns: ns)));
        var first = await inform.Content.ReadAsStringAsync();
        Assert.That(first, Does.Contain($"xmlns:cwmp=\"{ns}\"").And.Not.Contain("UseCWMPVersion"));
        Assert.That(Schemas.CwmpSchemas.Errors(first, ns), Is.Empty);
        using var reboot = await client.PostAsync("/", null);
        var second = await reboot.Content.ReadAsStringAsync();
        Assert.That(second, Does.Contain($"xmlns:cwmp=\"{ns}\"").And.Contain("Reboot"));
        Assert.That(Schemas.CwmpSchemas.Errors(second, ns), Is.Empty);
    }

    [TestCase("1.0, 1.1, 1.2, 1.3, 1.4", "1.4")]
    [TestCase("1.2,1.3", "1.3")]
    [TestCase("1.4,1.5,2.0", "1.4")]
    public async Task The_highest_common_version_is_agreed_in_the_InformResponse(string offered, string agreed)
    {
        await using var server = await TestListener.StartAsync();
        using var client = server.Client();
        using var inform = await client.PostAsync("/", TestListener.Xml(Envelope.Inform(
            ns: "urn:dslforum-org:cwmp-1-2",
            header: $"<cwmp:SessionTimeout>60</cwmp:SessionTimeout><cwmp:SupportedCWMPVersions>{offered}</cwmp:SupportedCWMPVersions>")));
        var text = await inform.Content.ReadAsStringAsync();
        Assert.That(text, Does.Contain($"<cwmp:UseCWMPVersion soap-env:mustUnderstand=\"1\">{agreed}</cwmp:UseCWMPVersion>"));
        Assert.That(Schemas.CwmpSchemas.Errors(text, "urn:dslforum-org:cwmp-1-2"), Is.Empty);
    }

    [Test]
    public async Task Without_a_common_version_the_fault_is_8006_and_no_session_begins()
    {
        await using var server = await TestListener.StartAsync();
        using var client = server.Client();
        using var inform = await client.PostAsync("/", TestListener.Xml(Envelope.Inform(
            ns: "urn:dslforum-org:cwmp-1-2", header: "<cwmp:SupportedCWMPVersions>2.0, 2.1</cwmp:SupportedCWMPVersions>")));
        Assert.That(inform.StatusCode, Is.EqualTo(HttpStatusCode.OK));
        Assert.That(await inform.Content.ReadAsStringAsync(), Does.Contain("<FaultCode>8006</FaultCode>"));
        Assert.That(server.Script.Contacts, Is.Empty);
    }

    [Test]
    public async Task A_list_that_is_none_turns_nobody_away()
    {
        await using var server = await TestListener.StartAsync();
        using var client = server.Client();
        using var inform = await client.PostAsync("/", TestListener.Xml(Envelope.Inform(
            ns: "urn:dslforum-org:cwmp-1-2", header: "<cwmp:SupportedCWMPVersions>Amendment 5</cwmp:SupportedCWMPVersions>")));
        Assert.That(await inform.Content.ReadAsStringAsync(), Does.Contain("InformResponse").And.Not.Contain("UseCWMPVersion"));
    }
}
