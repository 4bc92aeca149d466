using System.Text;
using MQTTnet.Formatter;
using MQTTnet.Server;
using UspController.Tests.Doubles;

namespace UspController.Tests.Mtp;

/// <summary>The controller as a client of a broker, packet by packet (TR-369 R-MQTT.6 to R-MQTT.35); see docs/r-mqtt.md.</summary>
public sealed class ControllerAtABroker_Tests
{
    [Test]
    public async Task Connect_says_who_the_controller_is_and_says_the_same_again()
    {
        await using var broker = await IspBroker.StartAsync();
        await using var controller = await StartAsync(broker, ("Acs:Usp:Mqtt:User", "isp-acs"), ("Acs:Usp:Mqtt:Password", "isp-secret"));
        await broker.ThrowOutAsync("proto::acs");
        await Eventually.IsTrueAsync(() => broker.Connects.Count > 1, "connected again (R-MQTT.10, R-MQTT.33)");

        foreach (var connect in broker.Connects)
        {
            Assert.That(connect.ProtocolVersion, Is.EqualTo(MqttProtocolVersion.V500), "R-MQTT.1");
            Assert.That((connect.UserName, connect.Password), Is.EqualTo(("isp-acs", "isp-secret")), "R-MQTT.7");
            Assert.That(connect.ClientId, Is.EqualTo("proto::acs"), "R-MQTT.8, R-MQTT.11");
            Assert.That(connect.RequestResponseInformation, Is.True, "R-MQTT.12");
            Assert.That(
                connect.UserProperties.Where(p => p.Name == "usp-endpoint-id").Select(p => Encoding.UTF8.GetString(p.ValueBuffer.Span)), Is.EqualTo(new[] { "proto::acs" }), "R-MQTT.13");
            Assert.That(connect.KeepAlivePeriod, Is.EqualTo(30), "R-MQTT.14");
        }
    }

    [Test]
    public async Task What_the_broker_gives_in_its_CONNACK_is_subscribed_to_and_answered_to()
    {
        await using var broker = await IspBroker.StartAsync("given/reply", ["given/one", "given/two/#"]);
        await using var controller = await StartAsync(broker);
        Assert.That(
            broker.Filters, Is.EquivalentTo(new[] { "usp/controller/acs", "usp/controller/acs/+", "usp/controller/acs/+/+", "given/one", "given/two/#", "given/reply" }), "R-MQTT.15");

        await using var agent = new MqttAgent(new Gateway("os::00D09E-SN1"));
        await agent.StartAsync(broker.Port);
        await agent.TellAsync(Told.Boot("b1"));
        await Eventually.IsTrueAsync(() => agent.Acknowledged.Contains("b1"), "served");
        foreach (var packet in agent.Packets)
        {
            Assert.That((packet.ResponseTopic, packet.ContentType), Is.EqualTo(("given/reply", "usp.msg")), "R-MQTT.21, R-MQTT.23, R-MQTT.27");
        }
    }

    [Test]
    public async Task Without_a_subscription_nothing_is_published_and_the_controller_goes()
    {
        await using var broker = await IspBroker.StartAsync(refusesSubscriptions: true);
        await using var controller = await Controller.StartAsync(("Acs:Usp:Mqtt:Mode", "External"), ("Acs:Usp:Mqtt:Server", $"127.0.0.1:{broker.Port}"));
        await Eventually.IsTrueAsync(() => !broker.Ends.IsEmpty, "it disconnects (R-MQTT.17)");
        Assert.That(broker.Ends.First(), Is.EqualTo(MqttClientDisconnectType.Clean));
        Assert.That(broker.Published, Is.Empty);
    }

    [Test]
    public async Task Stopping_says_goodbye()
    {
        await using var broker = await IspBroker.StartAsync();
        await (await StartAsync(broker)).DisposeAsync();
        await Eventually.IsTrueAsync(() => !broker.Ends.IsEmpty, "the broker hears of it");
        Assert.That(broker.Ends, Is.EqualTo(new[] { MqttClientDisconnectType.Clean }), "R-MQTT.35");
    }

    private static async Task<Controller> StartAsync(IspBroker broker, params (string, string)[] settings)
    {
        var controller = await Controller.StartAsync([("Acs:Usp:Mqtt:Mode", "External"), ("Acs:Usp:Mqtt:Server", $"127.0.0.1:{broker.Port}"), .. settings]);
        await Eventually.IsTrueAsync(() => controller.IsConnected, "connected to the broker");
        return controller;
    }
}
