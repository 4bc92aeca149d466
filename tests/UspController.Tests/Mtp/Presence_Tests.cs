using UspController.Tests.Doubles;

namespace UspController.Tests.Mtp;

public sealed class Presence_Tests
{
    private const string Id = "os::00D09E-SN1";

    [Test]
    public async Task The_embedded_broker_knows_who_is_there()
    {
        await using var controller = await Controller.StartAsync();
        Assert.That(controller.Presence.Of(Id), Is.EqualTo(AgentPresence.Absent));
        await using var agent = new MqttAgent(new Gateway(Id));
        await agent.StartAsync(controller.Port);
        await Eventually.IsTrueAsync(() => controller.Presence.Of(Id) == AgentPresence.Connected, "there");

        await agent.DisconnectAsync();

        await Eventually.IsTrueAsync(() => controller.Presence.Of(Id) == AgentPresence.Absent, "gone");
    }

    [Test]
    public async Task Behind_another_broker_an_agent_becomes_stale_and_is_heard_again()
    {
        await using var broker = await Mosquitto.StartAsync();
        await using var controller = await Controller.StartAsync(
            ("Acs:Usp:Mqtt:Mode", "External"), ("Acs:Usp:Mqtt:Server", $"127.0.0.1:{broker.Port}"), ("Acs:Usp:StaleAfter", "00:00:01"));
        await Eventually.IsTrueAsync(() => controller.IsConnected, "connected to the broker");
        await using var agent = new MqttAgent(new Gateway(Id));
        await agent.StartAsync(broker.Port);
        await Eventually.IsTrueAsync(() => controller.Presence.Of(Id) == AgentPresence.Connected, "heard of");
        await Eventually.IsTrueAsync(() => controller.Presence.Of(Id) == AgentPresence.Stale, "silent");

        await agent.TellAsync(Told.Boot("b1"));
        await Eventually.IsTrueAsync(() => controller.Presence.Of(Id) == AgentPresence.Connected, "heard again");

        await broker.StopAsync();
        await Eventually.IsTrueAsync(() => controller.Presence.Of(Id) == AgentPresence.Absent, "nobody is there without the broker");
    }
}
