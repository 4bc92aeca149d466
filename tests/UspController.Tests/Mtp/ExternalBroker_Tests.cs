using MQTTnet.Formatter;
using Provisioning.Conversations;
using Provisioning.Devices;
using UspController.Tests.Doubles;

namespace UspController.Tests.Mtp;

/// <summary>Through a real Mosquitto.</summary>
public sealed class ExternalBroker_Tests
{
    private static readonly DeviceId Sn1 = new("00D09E", "GW", "SN1");

    [TestCase(MqttProtocolVersion.V500)]
    [TestCase(MqttProtocolVersion.V311)]
    public async Task An_agent_behind_the_isps_broker_is_served(MqttProtocolVersion version)
    {
        await using var broker = await Mosquitto.StartAsync();
        await using var controller = await StartAsync(broker);
        controller.Script.Order(Sn1, new Operation.Discover(Guid.NewGuid(), "Device.", NextLevelOnly: false));
        await using var agent = new MqttAgent(new Gateway("os::00D09E-SN1"), version);

        await agent.StartAsync(broker.Port);
        await agent.TellAsync(Told.Boot("b1"));

        await Eventually.IsTrueAsync(
            () => agent.Acknowledged.Contains("b1") && controller.Script.Outcomes.Any(o => o.Outcome is Outcome.Discovered), "boot and discovery");
        Assert.That(controller.Script.Contacts.First().Trust, Is.EqualTo(ContactTrust.Anonymous));
    }

    [Test]
    public async Task An_agent_that_nobody_has_heard_of_is_woken_where_agents_usually_are()
    {
        await using var broker = await Mosquitto.StartAsync();
        await using var controller = await StartAsync(broker);
        await using var agent = new MqttAgent(new Gateway("os::00D09E-SN1"));
        await agent.ConnectAsync(broker.Port);
        await agent.SubscribeAsync();

        var woken = await controller.Waker.WakeAsync(new WakeTarget(Sn1, "os::00D09E-SN1", null, null, null), CancellationToken.None);
        Assert.That(woken.Reached, woken.Detail);

        var absent = await controller.Waker.WakeAsync(new WakeTarget(Sn1, "os::00D09E-SN9", null, null, null), CancellationToken.None);
        Assert.That(absent, Is.EqualTo(new WakeResult(false, "usp-mqtt", "nobody listens there")), "the broker says 0x10");
    }

    [Test]
    public async Task A_broker_that_restarts_is_connected_to_again()
    {
        await using var broker = await Mosquitto.StartAsync();
        await using var controller = await StartAsync(broker);
        await using var early = new MqttAgent(new Gateway("os::00D09E-SN2"));
        await early.StartAsync(broker.Port);
        await early.TellAsync(Told.Boot("b0"));
        await Eventually.IsTrueAsync(() => early.Acknowledged.Contains("b0"), "served");
        await broker.StopAsync();
        await Eventually.IsTrueAsync(() => !controller.IsConnected, "loss noticed");
        var target = new WakeTarget(new DeviceId("00D09E", "GW", "SN2"), "os::00D09E-SN2", null, null, null);
        // Until the broker is back nobody is reached, and every agent is known to be so.
        await Eventually.IsTrueAsync(
            async () => (await controller.Waker.WakeAsync(target, CancellationToken.None)).Detail == "The agent is not connected.", "known to be away");
        await broker.RunAsync();
        await Eventually.IsTrueAsync(() => controller.IsConnected, "connected again");

        await using var agent = new MqttAgent(new Gateway("os::00D09E-SN1"));
        await agent.ConnectAsync(broker.Port);
        await agent.SubscribeAsync();
        await Eventually.IsTrueAsync(
            async () =>
            {
                // Connected is a moment before subscribed; the agent repeats as agents do.
                await agent.TellAsync(Told.Boot("b1"));
                await controller.Waker.WakeAsync(new WakeTarget(Sn1, "os::00D09E-SN1", null, null, null), CancellationToken.None);
                return agent.Acknowledged.Contains("b1");
            },
            "served again");
    }

    [Test]
    public async Task Rubbish_and_records_without_a_way_back_are_dropped()
    {
        await using var broker = await Mosquitto.StartAsync();
        await using var controller = await StartAsync(broker);
        await using var agent = new MqttAgent(new Gateway("os::00D09E-SN1"));
        await agent.StartAsync(broker.Port);
        await agent.PublishAsync([0xFF, 0xFF, 0xFF]);
        await agent.PublishAsync([]);
        await agent.PublishAsync([1], contentType: "usp.error");
        await agent.TellAsync(Told.Boot("b1"));
        await Eventually.IsTrueAsync(() => agent.Acknowledged.Contains("b1"), "served");
    }

    [Test]
    public async Task Stopping_while_messages_come_fails_nothing()
    {
        await using var broker = await Mosquitto.StartAsync();
        await using var agent = new MqttAgent(new Gateway("os::00D09E-SN1"));
        await agent.StartAsync(broker.Port);
        for (var round = 0; round < 20; round++)
        {
            await using var controller = await StartAsync(broker);
            await Task.WhenAll(Enumerable.Range(0, 200).Select(i => agent.TellAsync(Told.Boot($"b{round}-{i}"))));
        }
    }

    private static async Task<Controller> StartAsync(Mosquitto broker)
    {
        var controller = await Controller.StartAsync(
            ("Acs:Usp:Mqtt:Mode", "External"), ("Acs:Usp:Mqtt:Server", $"127.0.0.1:{broker.Port}"));
        await Eventually.IsTrueAsync(() => controller.IsConnected, "connected to the broker");
        return controller;
    }
}
