using MQTTnet;
using MQTTnet.Formatter;
using Provisioning.Conversations;
using Provisioning.Devices;
using UspController.Tests.Doubles;

namespace UspController.Tests.Mtp;

public sealed class EmbeddedBroker_Tests
{
    private static readonly DeviceId Sn1 = new("00D09E", "GW", "SN1");

    [TestCase(MqttProtocolVersion.V500)]
    [TestCase(MqttProtocolVersion.V311)]
    public async Task An_agent_comes_is_known_told_what_to_do_and_heard(MqttProtocolVersion version)
    {
        await using var controller = await Controller.StartAsync();
        var gateway = new Gateway("os::00D09E-SN1");
        controller.Script.Order(Sn1, new Operation.WriteValues(Guid.NewGuid(), [new ParameterValue("Device.DeviceInfo.ProductClass", "GW2")]));
        await using var agent = new MqttAgent(gateway, version);

        await agent.StartAsync(controller.Port);
        await agent.TellAsync(Told.Boot("b1"));

        await Eventually.IsTrueAsync(() => agent.Acknowledged.Contains("b1") && controller.Script.Outcomes.Any(o => o.Outcome is Outcome.ValuesWritten), "boot and write");
        Assert.That(gateway.Values["Device.DeviceInfo.ProductClass"], Is.EqualTo("GW2"));
        Assert.That(controller.Script.Contacts.First().Identity, Is.EqualTo(new DeviceIdentity(Sn1, "Acme", null, "os::00D09E-SN1")));
        Assert.That(controller.Script.Contacts.First().Trust, Is.EqualTo(ContactTrust.Anonymous));
        Assert.That(controller.Script.Contacts.First().RemoteAddress, Is.EqualTo("127.0.0.1"));
        Assert.That(gateway.SubscriptionIds, Does.Contain("acs-boot"));
        var packet = agent.Packets.First();
        if (version == MqttProtocolVersion.V500)
        {
            Assert.That((packet.Topic, packet.ResponseTopic, packet.ContentType), Is.EqualTo(("usp/agent/os::00D09E-SN1", "usp/controller/acs", "usp.msg")));
        }
        else
        {
            Assert.That(packet.Topic, Is.EqualTo("usp/agent/os::00D09E-SN1/reply-to=usp%2Fcontroller%2Facs"));
        }
    }

    [Test]
    public async Task A_connected_agent_is_woken_and_an_absent_one_is_not()
    {
        await using var controller = await Controller.StartAsync();
        await using var agent = new MqttAgent(new Gateway("os::00D09E-SN1"));
        await agent.StartAsync(controller.Port);
        await Eventually.IsTrueAsync(() => controller.Script is { Open: 0, Contacts.Count: 1 }, "first contact");
        controller.Script.Order(Sn1, new Operation.Reboot(Guid.NewGuid(), "r"));
        var target = new WakeTarget(Sn1, "os::00D09E-SN1", null, null, null);

        var woken = await controller.Waker.WakeAsync(target, CancellationToken.None);

        Assert.That(woken, Is.EqualTo(new WakeResult(true, "usp-mqtt", "a conversation was opened")));
        await Eventually.IsTrueAsync(() => controller.Script.Outcomes.Any(o => o.Outcome is Outcome.Accepted), "reboot accepted");
        Assert.That(controller.Script.Contacts.Last().Events, Is.EqualTo(new[] { ContactEvent.Requested }));

        await agent.DisconnectAsync();
        // The broker hears of the end a moment after the agent has said it.
        await Eventually.IsTrueAsync(async () => !(await controller.Waker.WakeAsync(target, CancellationToken.None)).Reached, "absence noticed");
    }

    [Test]
    public async Task Own_credentials_bind_the_endpoint_id_and_are_confirmed_by_use()
    {
        await using var controller = await Controller.StartAsync(("Acs:Enrolment", "Quarantine"));
        controller.Credentials.Put(new DeviceCredential(Sn1, "os::00D09E-SN1", "secret", Confirmed: false));
        await using var wrong = new MqttAgent(new Gateway("os::00D09E-SN1")) { User = "os::00D09E-SN1", Password = "guess" };
        Assert.That(await ConnectCodeAsync(wrong, controller.Port), Is.EqualTo(MqttClientConnectResultCode.BadUserNameOrPassword));

        await using var agent = new MqttAgent(new Gateway("os::00D09E-SN1")) { User = "os::00D09E-SN1", Password = "secret" };
        await agent.StartAsync(controller.Port);
        await Eventually.IsTrueAsync(() => !controller.Script.Contacts.IsEmpty, "contact");
        Assert.That(controller.Script.Contacts.First().Trust, Is.EqualTo(ContactTrust.Device));
        Assert.That(controller.Credentials.IsConfirmed("os::00D09E-SN1"));

        await using var impostor = new MqttAgent(new Gateway("os::00D09E-SN2")) { User = "os::00D09E-SN1", Password = "secret", ClientId = "x" };
        Assert.That(await ConnectCodeAsync(impostor, controller.Port), Is.EqualTo(MqttClientConnectResultCode.NotAuthorized));
    }

    [Test]
    public async Task A_device_whose_credentials_are_anothers_gets_no_conversation()
    {
        await using var controller = await Controller.StartAsync();
        controller.Credentials.Put(new DeviceCredential(Sn1, "os::00D09E-SN1", "secret", Confirmed: true));
        await using var agent = new MqttAgent(new Gateway("os::00D09E-SN1", serial: "SN2")) { User = "os::00D09E-SN1", Password = "secret" };
        await agent.StartAsync(controller.Port);
        await agent.TellAsync(Told.Boot("b1"));

        await Eventually.IsTrueAsync(() => agent.Received.Any(m => m.Body.Request?.Get is not null), "asked who it is");
        await using var other = new MqttAgent(new Gateway("os::00D09E-SN3"));
        await other.StartAsync(controller.Port);
        await other.TellAsync(Told.Boot("b3"));
        await Eventually.IsTrueAsync(() => other.Acknowledged.Contains("b3"), "another agent served");
        Assert.That(controller.Script.Contacts.Select(c => c.Identity.Id.SerialNumber).Distinct(), Is.EqualTo(new[] { "SN3" }));
        Assert.That(agent.Acknowledged, Is.Empty);
    }

    [Test]
    public async Task A_device_with_credentials_of_its_own_is_not_believed_to_another_endpoint_without_them()
    {
        await using var controller = await Controller.StartAsync(
            ("Acs:Usp:Mqtt:Bootstrap:User", "boot"), ("Acs:Usp:Mqtt:Bootstrap:Password", "strap"));
        controller.Credentials.Put(new DeviceCredential(Sn1, "os::00D09E-SN1", "secret", Confirmed: true));
        await using var bootstrap = new MqttAgent(new Gateway("os::00D09E-LIAR1", serial: "SN1")) { User = "boot", Password = "strap" };
        await using var nobody = new MqttAgent(new Gateway("os::00D09E-LIAR2", serial: "SN1"));
        await bootstrap.StartAsync(controller.Port);
        await nobody.StartAsync(controller.Port);
        await nobody.TellAsync(Told.OnBoard("o1"));
        await using var other = new MqttAgent(new Gateway("os::00D09E-SN3"));
        await other.StartAsync(controller.Port);
        await other.TellAsync(Told.Boot("b3"));

        await Eventually.IsTrueAsync(
            () => other.Acknowledged.Contains("b3") && bootstrap.Received.Any(m => m.Body.Request?.Get is not null), "another agent served, the liar asked");
        Assert.That(controller.Script.Contacts.Select(c => c.Identity.Id.SerialNumber).Distinct(), Is.EqualTo(new[] { "SN3" }));
        Assert.That(nobody.Acknowledged, Is.Empty);
    }

    [Test]
    public async Task Without_credentials_only_open_enrolment_lets_an_agent_in_and_bootstrap_does_always()
    {
        await using var controller = await Controller.StartAsync(
            ("Acs:Enrolment", "Quarantine"), ("Acs:Usp:Mqtt:Bootstrap:User", "boot"), ("Acs:Usp:Mqtt:Bootstrap:Password", "strap"));
        await using var nobody = new MqttAgent(new Gateway("os::00D09E-SN1"));
        Assert.That(await ConnectCodeAsync(nobody, controller.Port), Is.EqualTo(MqttClientConnectResultCode.NotAuthorized));

        await using var agent = new MqttAgent(new Gateway("os::00D09E-SN1")) { User = "boot", Password = "strap" };
        await agent.StartAsync(controller.Port);
        await Eventually.IsTrueAsync(() => !controller.Script.Contacts.IsEmpty, "contact");
        Assert.That(controller.Script.Contacts.First().Trust, Is.EqualTo(ContactTrust.Bootstrap));
    }

    [Test]
    public async Task Whoever_has_no_credentials_cannot_be_one_who_has()
    {
        await using var controller = await Controller.StartAsync();
        controller.Credentials.Put(new DeviceCredential(Sn1, "os::00D09E-SN1", "secret", Confirmed: true));

        await using var declared = new MqttAgent(new Gateway("os::00D09E-SN1")) { ClientId = "a" };
        Assert.That(await ConnectCodeAsync(declared, controller.Port), Is.EqualTo(MqttClientConnectResultCode.NotAuthorized));

        await using var quiet = new MqttAgent(new Gateway("os::00D09E-SN1")) { ClientId = "b", DeclaresEndpointId = false };
        await quiet.ConnectAsync(controller.Port);
        Assert.That(await quiet.SubscribeAsync(), Is.EqualTo(MqttClientSubscribeResultCode.NotAuthorized));
        await quiet.TellAsync(Told.Boot("b1"));
        Assert.That(controller.Script.Contacts, Is.Empty);
    }

    [Test]
    public async Task An_endpoint_id_may_come_by_client_id_or_by_the_first_record()
    {
        await using var controller = await Controller.StartAsync();
        await using var byClient = new MqttAgent(new Gateway("os::00D09E-SN1")) { DeclaresEndpointId = false };
        await byClient.StartAsync(controller.Port);
        await using var byRecord = new MqttAgent(new Gateway("os::00D09E-SN2")) { DeclaresEndpointId = false, ClientId = "some-client" };
        await byRecord.StartAsync(controller.Port);
        await Eventually.IsTrueAsync(() => controller.Script.Contacts.Count == 2, "two contacts");

        await byRecord.TellAsync(Told.Change("v1", "Device.X", "1"), from: "os::00D09E-SN1");
        await byRecord.TellAsync(Told.Change("v2", "Device.X", "1"));
        await Eventually.IsTrueAsync(() => byRecord.Acknowledged.Contains("v2"), "own record");
        Assert.That(controller.Script.Reports.Select(r => r.Device.SerialNumber).Distinct(), Is.EqualTo(new[] { "SN2" }));
    }

    [TestCase(MqttProtocolVersion.V500)]
    [TestCase(MqttProtocolVersion.V311)]
    public async Task An_agent_without_a_client_id_is_given_one(MqttProtocolVersion version)
    {
        await using var controller = await Controller.StartAsync();
        await using var first = new MqttAgent(new Gateway("os::00D09E-SN1"), version) { ClientId = "" };
        await using var second = new MqttAgent(new Gateway("os::00D09E-SN2"), version) { ClientId = "" };
        foreach (var agent in new[] { first, second })
        {
            await agent.StartAsync(controller.Port);
            await agent.TellAsync(Told.Boot("b1"));
        }

        await Eventually.IsTrueAsync(() => first.Acknowledged.Contains("b1") && second.Acknowledged.Contains("b1"), "both served");
    }

    [Test]
    public async Task An_agent_gets_no_more_unacknowledged_messages_than_it_takes()
    {
        await using var controller = await Controller.StartAsync();
        await using var agent = new MqttAgent(new Gateway("os::00D09E-SN1")) { ReceiveMaximum = 2 };
        await agent.StartAsync(controller.Port);
        for (var i = 0; i < 5; i++)
        {
            await agent.TellAsync(Told.Change($"v{i}", "Device.X", $"{i}"));
        }

        await Eventually.IsTrueAsync(() => agent.Acknowledged.Count() == 5, "all answered");
        Assert.That(agent.Packets.Count(p => p.QualityOfServiceLevel == MQTTnet.Protocol.MqttQualityOfServiceLevel.AtLeastOnce), Is.EqualTo(2));
    }

    [TestCase(MqttProtocolVersion.V500, 0)]
    [TestCase(MqttProtocolVersion.V500, 1)]
    [TestCase(MqttProtocolVersion.V500, 2)]
    [TestCase(MqttProtocolVersion.V311, 0)]
    [TestCase(MqttProtocolVersion.V311, 1)]
    public async Task An_agent_is_spoken_to_with_the_quality_that_it_subscribed_with_and_never_more_than_1(MqttProtocolVersion version, int wanted)
    {
        await using var controller = await Controller.StartAsync();
        await using var agent = new MqttAgent(new Gateway("os::00D09E-SN1"), version);
        await agent.ConnectAsync(controller.Port);
        await agent.SubscribeAsync(quality: (MQTTnet.Protocol.MqttQualityOfServiceLevel)wanted);
        await agent.TellAsync(Told.Boot("b1"));
        await Eventually.IsTrueAsync(() => agent.Acknowledged.Contains("b1"), "served");
        Assert.That(agent.Packets.Select(p => (int)p.QualityOfServiceLevel).Distinct(), Is.EqualTo(new[] { Math.Min(wanted, 1) }));
    }

    [Test]
    public async Task An_agent_is_told_where_to_subscribe_and_its_endpoint_id_may_be_its_client_id()
    {
        // TR-369 R-MQTT.47: every character of an endpoint id, and 64 of them.
        const string id = "os::00D09E-a.b_c%2Dd-0123456789012345678901234567890123456789012";
        Assert.That(id, Has.Length.GreaterThanOrEqualTo(64));
        await using var controller = await Controller.StartAsync();
        await using var agent = new MqttAgent(new Gateway(id, serial: "x"));
        var result = await agent.ConnectAsync(controller.Port);
        Assert.That(result.ResultCode, Is.EqualTo(MqttClientConnectResultCode.Success));
        Assert.That(
            result.UserProperties.Where(p => p.Name == "subscribe-topic").Select(p => System.Text.Encoding.UTF8.GetString(p.ValueBuffer.Span)),
            Is.EqualTo(new[] { agent.Topic }), "R-MQTT.44");
        Assert.That(await agent.SubscribeAsync($"+/+/{id}/#"), Is.EqualTo(MqttClientSubscribeResultCode.GrantedQoS1), "R-MQTT.45");
    }

    [TestCase("application/vnd.bbf.usp.msg", true)]
    [TestCase("", true)]
    [TestCase("usp.error", false)]
    public async Task Content_types_of_records_are_read_and_others_are_not(string contentType, bool isRead)
    {
        await using var controller = await Controller.StartAsync();
        await using var agent = new MqttAgent(new Gateway("os::00D09E-SN1"));
        await agent.ConnectAsync(controller.Port);
        await agent.SubscribeAsync();
        await agent.PublishAsync(agent.RecordOf(Told.Boot("b1")), contentType: contentType);
        await agent.TellAsync(Told.Change("v1", "Device.X", "1"));
        await Eventually.IsTrueAsync(() => agent.Acknowledged.Contains("v1"), "served");
        Assert.That(agent.Acknowledged.Contains("b1"), Is.EqualTo(isRead));
    }

    [Test]
    public async Task Topics_of_others_can_be_neither_heard_nor_spoken_to()
    {
        await using var controller = await Controller.StartAsync();
        await using var agent = new MqttAgent(new Gateway("os::00D09E-SN1"));
        await agent.ConnectAsync(controller.Port);
        foreach (var filter in new[] { "#", "usp/agent/#", "usp/agent/+", "usp/agent/os::00D09E-SN2", "usp/controller/acs", "usp/agent/os::00D09E-SN11", "$SYS/#" })
        {
            Assert.That(await agent.SubscribeAsync(filter), Is.EqualTo(MqttClientSubscribeResultCode.NotAuthorized), filter);
        }

        Assert.That(await agent.SubscribeAsync("usp/agent/os::00D09E-SN1/#"), Is.LessThanOrEqualTo(MqttClientSubscribeResultCode.GrantedQoS2));
        Assert.That((await agent.PublishAsync([1], "usp/agent/os::00D09E-SN2")).ReasonCode, Is.EqualTo(MqttClientPublishReasonCode.NotAuthorized));
        Assert.That((await agent.PublishAsync([1], "usp/controller/acsx")).ReasonCode, Is.EqualTo(MqttClientPublishReasonCode.NotAuthorized));
    }

    [Test]
    public async Task An_agent_that_comes_back_takes_its_place_again()
    {
        await using var controller = await Controller.StartAsync();
        var gateway = new Gateway("os::00D09E-SN1");
        await using var first = new MqttAgent(gateway) { ClientId = "a" };
        await first.StartAsync(controller.Port);
        await Eventually.IsTrueAsync(() => controller.Script is { Open: 0, Contacts.Count: 1 }, "first contact");

        await using var second = new MqttAgent(gateway) { ClientId = "b" };
        await second.StartAsync(controller.Port);
        await second.TellAsync(Told.Boot("b2"));

        await Eventually.IsTrueAsync(() => second.Acknowledged.Contains("b2") && !first.IsConnected, "second takes over");
    }

    private static async Task<MqttClientConnectResultCode> ConnectCodeAsync(MqttAgent agent, int port) =>
        (await agent.ConnectAsync(port)).ResultCode;
}
