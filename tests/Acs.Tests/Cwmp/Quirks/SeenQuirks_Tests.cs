using System.Net;
using Provisioning.Conversations;
using Provisioning.Devices.Quirks;

namespace Acs.Tests.Cwmp.Quirks;

/// <summary>What gateways get wrong is served, and known of them: over a real connection, as the firmware sends it.</summary>
internal sealed class SeenQuirks_Tests
{
    [Test]
    public async Task A_gateway_without_fault_has_no_quirk()
    {
        await using var server = await TestListener.StartAsync();
        using var client = server.Client();
        using var answer = await client.PostAsync("", TestListener.Xml(Envelope.Inform()));
        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.OK));
        Assert.That(server.Quirks.Seen, Is.Empty);
    }

    [TestCase("<ParameterValueStruct><Name>Device.X.Log</Name></ParameterValueStruct>", Quirk.MissingValue, TestName = "Quirk_7_DeviceLog_without_Value (Cisco SPA122)")]
    [TestCase("<ParameterValueStruct><Name>Device.X.Json</Name><Value xsi:type='xsd:json'>{}</Value></ParameterValueStruct>", Quirk.UntypedValue, TestName = "Quirk_10_an_invented_type_in_single_quotes (UniFi)")]
    [TestCase("<ParameterValueStruct><Name>Device.X.Any</Name><Value>1</Value></ParameterValueStruct>", Quirk.UntypedValue, TestName = "Quirk_10_no_type (MikroTik)")]
    [TestCase("<ParameterValueStruct><Name>Device.X.Name</Name><Value xsi:type=\"xsd:string\">a\u0001b</Value></ParameterValueStruct>", Quirk.ForbiddenCharacters, TestName = "Quirk_1_a_control_character_in_a_value")]
    [TestCase("<ParameterValueStruct><Name>Device.X.At</Name><Value xsi:type=\"xsd:dateTime\">1970-01-01T00:NaN</Value></ParameterValueStruct>", Quirk.None, TestName = "Quirk_11_a_time_that_is_none_is_kept_as_it_came")]
    public async Task What_is_wrong_in_an_Inform_is_served_and_noted(string parameter, Quirk expected)
    {
        await using var server = await TestListener.StartAsync();
        using var client = server.Client();
        using var answer = await client.PostAsync("", TestListener.Xml(Envelope.Of(Envelope.InformBody(parameters: parameter))));

        Assert.That(await answer.Content.ReadAsStringAsync(), Does.Contain("InformResponse"));
        Assert.That(server.Quirks.All, Is.EqualTo(expected));
        Assert.That(server.Script.Contacts.Single().Values, Has.Count.EqualTo(2), "the rest is kept");
    }

    [Test]
    public async Task Quirk_6_a_serial_number_that_only_the_parameter_list_has()
    {
        await using var server = await TestListener.StartAsync();
        using var client = server.Client();
        var body = Envelope.InformBody(serial: "", parameters: Envelope.Value("Device.DeviceInfo.SerialNumber", "S77"));
        using var answer = await client.PostAsync("", TestListener.Xml(Envelope.Of(body)));

        Assert.That(server.Script.Contacts.Single().Identity.Id.SerialNumber, Is.EqualTo("S77"));
        Assert.That(server.Quirks.Seen.Single().Device.SerialNumber, Is.EqualTo("S77"));
        Assert.That(server.Quirks.All, Is.EqualTo(Quirk.IncompleteDeviceId));
    }

    [Test]
    public async Task Quirk_5_and_18_an_answer_without_ID_and_cookie()
    {
        await using var server = await TestListener.StartAsync();
        server.Script.Operations.Enqueue(new Operation.Reboot(Guid.NewGuid(), "k"));
        using var client = server.Client();
        using var inform = await client.PostAsync("", TestListener.Xml(Envelope.Inform()));
        using var turn = await client.PostAsync("", new ByteArrayContent([]));
        using var end = await client.PostAsync("", TestListener.Xml(Envelope.Of("<cwmp:RebootResponse/>", id: null)));

        Assert.That(end.StatusCode, Is.EqualTo(HttpStatusCode.NoContent));
        Assert.That(server.Script.Outcomes.Single(), Is.InstanceOf<Outcome.Accepted>());
        Assert.That(server.Quirks.All, Is.EqualTo(Quirk.ForeignMessageId | Quirk.NoCookie));
    }

    [Test]
    public async Task Quirk_23_a_TransferComplete_without_CommandKey()
    {
        await using var server = await TestListener.StartAsync();
        using var client = server.Client();
        using var inform = await client.PostAsync("", TestListener.Xml(Envelope.Inform(events: "M Download|7 TRANSFER COMPLETE")));
        using var answer = await client.PostAsync("", TestListener.Xml(Envelope.Of(
            "<cwmp:TransferComplete><CommandKey></CommandKey><FaultStruct><FaultCode>0</FaultCode><FaultString></FaultString></FaultStruct><StartTime>0001-01-01T00:00:00Z</StartTime><CompleteTime>0001-01-01T00:00:00Z</CompleteTime></cwmp:TransferComplete>")));

        Assert.That(await answer.Content.ReadAsStringAsync(), Does.Contain("TransferCompleteResponse"));
        Assert.That(server.Quirks.All.HasFlag(Quirk.NoCommandKey));
    }
}
