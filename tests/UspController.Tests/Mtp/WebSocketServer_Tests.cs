using System.Net.WebSockets;
using Provisioning.Conversations;
using Provisioning.Devices;
using UspController.Tests.Doubles;

namespace UspController.Tests.Mtp;

/// <summary>TR-369 "WebSocket Binding": agents that call.</summary>
public sealed class WebSocketServer_Tests
{
    private static readonly DeviceId Sn1 = new("00D09E", "GW", "SN1");

    [Test]
    public async Task An_agent_comes_is_known_told_what_to_do_and_heard()
    {
        await using var controller = await Controller.StartWebSocketAsync();
        var gateway = new Gateway("os::00D09E-SN1");
        controller.Script.Order(Sn1, new Operation.WriteValues(Guid.NewGuid(), [new ParameterValue("Device.DeviceInfo.ProductClass", "GW2")]));
        await using var agent = new WebSocketAgent(gateway);

        await agent.StartAsync(controller.WebSocket);
        await agent.TellAsync(Told.Boot("b1"));

        await Eventually.IsTrueAsync(() => agent.Acknowledged.Contains("b1") && controller.Script.Outcomes.Any(o => o.Outcome is Outcome.ValuesWritten), "boot and write");
        Assert.That(gateway.Values["Device.DeviceInfo.ProductClass"], Is.EqualTo("GW2"));
        Assert.That(controller.Script.Contacts.First().Identity, Is.EqualTo(new DeviceIdentity(Sn1, "Acme", null, "os::00D09E-SN1")));
        Assert.That(controller.Script.Contacts.First().Trust, Is.EqualTo(ContactTrust.Anonymous));
        Assert.That(controller.Script.Contacts.First().RemoteAddress, Is.EqualTo("127.0.0.1"));
        Assert.That(agent.Socket.SubProtocol, Is.EqualTo("v1.usp"));
        Assert.That(agent.Socket.HttpResponseHeaders!.Keys, Has.None.EqualTo("Sec-WebSocket-Extensions").IgnoreCase, "R-WS.11a: not unasked");
    }

    [Test]
    public async Task A_connected_agent_is_woken_over_its_socket_and_an_absent_one_is_not()
    {
        await using var controller = await Controller.StartWebSocketAsync();
        var agent = new WebSocketAgent(new Gateway("os::00D09E-SN1"));
        await agent.StartAsync(controller.WebSocket);
        await Eventually.IsTrueAsync(() => controller.Script is { Open: 0, Contacts.Count: 1 }, "first contact");
        controller.Script.Order(Sn1, new Operation.Reboot(Guid.NewGuid(), "r"));
        var target = new WakeTarget(Sn1, "os::00D09E-SN1", null, null, null);

        var woken = await controller.Waker.WakeAsync(target, CancellationToken.None);

        Assert.That(woken, Is.EqualTo(new WakeResult(true, "usp-websocket", "a conversation was opened")));
        await Eventually.IsTrueAsync(() => controller.Script.Outcomes.Any(o => o.Outcome is Outcome.Accepted), "reboot accepted");

        await agent.DisposeAsync();
        await Eventually.IsTrueAsync(async () => !(await controller.Waker.WakeAsync(target, CancellationToken.None)).Reached, "absence noticed");
    }

    [Test]
    public async Task A_later_connection_over_another_transport_is_the_one_that_is_used()
    {
        await using var controller = await Controller.StartAsync(("Acs:Usp:WebSocket:Enabled", "true"));
        var gateway = new Gateway("os::00D09E-SN1");
        await using var mqtt = new MqttAgent(gateway);
        await mqtt.StartAsync(controller.Port);
        await Eventually.IsTrueAsync(() => controller.Script is { Open: 0, Contacts.Count: 1 }, "over MQTT");
        await using var web = new WebSocketAgent(gateway);
        await web.StartAsync(controller.WebSocket);
        await web.TellAsync(Told.Boot("b1"));
        await Eventually.IsTrueAsync(() => web.Acknowledged.Contains("b1") && controller.Script.Open == 0, "over WebSocket");
        var target = new WakeTarget(Sn1, "os::00D09E-SN1", null, null, null);

        Assert.That((await controller.Waker.WakeAsync(target, CancellationToken.None)).Way, Is.EqualTo("usp-websocket"));
        await web.DisposeAsync();
        await Eventually.IsTrueAsync(
            async () => await controller.Waker.WakeAsync(target, CancellationToken.None) is { Reached: true, Way: "usp-mqtt" }, "back to the broker");
    }

    [TestCase("bbf-usp-protocol; eid=\"os::00D09E-SN1\"")]
    [TestCase("permessage-deflate; client_max_window_bits, bbf-usp-protocol;eid=os::00D09E-SN1")]
    public async Task The_extension_of_older_agents_names_them_and_is_answered(string offered)
    {
        await using var controller = await Controller.StartWebSocketAsync();
        await using var agent = new WebSocketAgent(new Gateway("os::00D09E-SN1")) { DeclaredId = null };
        agent.Options.SetRequestHeader("Sec-WebSocket-Extensions", offered);

        await agent.StartAsync(controller.WebSocket);

        await Eventually.IsTrueAsync(() => controller.Script.Contacts.Count == 1, "contact");
        Assert.That(agent.Socket.HttpResponseHeaders!["Sec-WebSocket-Extensions"], Is.EqualTo(new[] { "bbf-usp-protocol; eid=\"proto::acs\"" }));
    }

    [Test]
    public async Task An_agent_may_say_who_it_is_by_its_first_record_and_is_nobody_else_after()
    {
        await using var controller = await Controller.StartWebSocketAsync();
        await using var agent = new WebSocketAgent(new Gateway("os::00D09E-SN1")) { DeclaredId = null };
        await agent.StartAsync(controller.WebSocket);
        await Eventually.IsTrueAsync(() => controller.Script.Contacts.Count == 1, "contact");

        await agent.TellAsync(Told.Change("v1", "Device.X", "1"), from: "os::00D09E-SN2");
        await agent.TellAsync(Told.Change("v2", "Device.X", "1"));

        await Eventually.IsTrueAsync(() => agent.Acknowledged.Contains("v2"), "own record");
        Assert.That(agent.Acknowledged, Has.None.EqualTo("v1"));
        Assert.That(controller.Script.Reports.Select(r => r.Device.SerialNumber).Distinct(), Is.EqualTo(new[] { "SN1" }));
    }

    [Test]
    public async Task An_agent_that_comes_back_takes_its_place_again()
    {
        await using var controller = await Controller.StartWebSocketAsync();
        var gateway = new Gateway("os::00D09E-SN1");
        await using var first = new WebSocketAgent(gateway);
        await first.StartAsync(controller.WebSocket);
        await Eventually.IsTrueAsync(() => controller.Script is { Open: 0, Contacts.Count: 1 }, "first contact");

        await using var second = new WebSocketAgent(gateway);
        await second.StartAsync(controller.WebSocket);
        await second.TellAsync(Told.Boot("b2"));

        await Eventually.IsTrueAsync(() => second.Acknowledged.Contains("b2"), "second is heard");
        Assert.That((await first.Voice.Closed.Task).Status, Is.EqualTo(WebSocketCloseStatus.NormalClosure), "R-WS.4: one session only");
        Assert.That(second.IsOpen);
    }

    [Test]
    public async Task Own_credentials_bind_the_endpoint_id_and_are_confirmed_by_use()
    {
        await using var controller = await Controller.StartWebSocketAsync(("Acs:Enrolment", "Quarantine"));
        controller.Credentials.Put(new DeviceCredential(Sn1, "os::00D09E-SN1", "se:cret", Confirmed: false));
        await using var nobody = new WebSocketAgent(new Gateway("os::00D09E-SN1"));
        Assert.That(await nobody.RefusalAsync(controller.WebSocket), Is.EqualTo(401));
        await using var wrong = new WebSocketAgent(new Gateway("os::00D09E-SN1")) { User = "os::00D09E-SN1", Password = "guess" };
        Assert.That(await wrong.RefusalAsync(controller.WebSocket), Is.EqualTo(401));

        await using var agent = new WebSocketAgent(new Gateway("os::00D09E-SN1")) { User = "os::00D09E-SN1", Password = "se:cret" };
        await agent.StartAsync(controller.WebSocket);
        await Eventually.IsTrueAsync(() => !controller.Script.Contacts.IsEmpty, "contact");
        Assert.That(controller.Script.Contacts.First().Trust, Is.EqualTo(ContactTrust.Device));
        Assert.That(controller.Credentials.IsConfirmed("os::00D09E-SN1"));

        await using var impostor = new WebSocketAgent(new Gateway("os::00D09E-SN2")) { User = "os%3A%3A00D09E-SN1", Password = "se:cret" };
        Assert.That(await impostor.RefusalAsync(controller.WebSocket), Is.EqualTo(403));
    }

    [Test]
    public async Task Whoever_has_proved_less_takes_no_place_of_one_who_has_proved_more()
    {
        await using var controller = await Controller.StartWebSocketAsync();
        controller.Credentials.Put(new DeviceCredential(Sn1, "os::00D09E-SN1", "secret", Confirmed: true));
        await using var owner = new WebSocketAgent(new Gateway("os::00D09E-SN1")) { User = "os::00D09E-SN1", Password = "secret" };
        await owner.StartAsync(controller.WebSocket);
        await Eventually.IsTrueAsync(() => !controller.Script.Contacts.IsEmpty, "contact");

        await using var declared = new WebSocketAgent(new Gateway("os::00D09E-SN1"));
        Assert.That(await declared.RefusalAsync(controller.WebSocket), Is.EqualTo(403).Or.EqualTo(401));
        await using var quiet = new WebSocketAgent(new Gateway("os::00D09E-SN1")) { DeclaredId = null };
        await quiet.StartAsync(controller.WebSocket);
        await quiet.TellAsync(Told.Boot("stolen"));
        await owner.TellAsync(Told.Boot("own"));

        await Eventually.IsTrueAsync(() => owner.Acknowledged.Contains("own"), "the owner is served");
        Assert.That(owner.IsOpen);
        Assert.That(quiet.Acknowledged, Is.Empty);
    }

    [Test]
    public async Task The_bootstrap_credential_lets_an_agent_in_that_has_none_yet()
    {
        await using var controller = await Controller.StartWebSocketAsync(
            ("Acs:Enrolment", "Quarantine"), ("Acs:Usp:WebSocket:Bootstrap:User", "boot"), ("Acs:Usp:WebSocket:Bootstrap:Password", "strap"));
        await using var agent = new WebSocketAgent(new Gateway("os::00D09E-SN1")) { User = "boot", Password = "strap" };
        await agent.StartAsync(controller.WebSocket);
        await Eventually.IsTrueAsync(() => !controller.Script.Contacts.IsEmpty, "contact");
        Assert.That(controller.Script.Contacts.First().Trust, Is.EqualTo(ContactTrust.Bootstrap));
    }
}
