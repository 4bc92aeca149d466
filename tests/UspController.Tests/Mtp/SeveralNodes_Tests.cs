using MQTTnet.Formatter;
using Provisioning.Conversations;
using Provisioning.Devices;
using UspController.Tests.Doubles;

namespace UspController.Tests.Mtp;

/// <summary>Two controllers of one endpoint id at one Mosquitto.</summary>
public sealed class SeveralNodes_Tests
{
    [TestCase(MqttProtocolVersion.V500, true)]
    [TestCase(MqttProtocolVersion.V311, true)]
    [TestCase(MqttProtocolVersion.V500, false)]
    [TestCase(MqttProtocolVersion.V311, false)]
    public async Task Nodes_share_what_agents_tell_and_answers_find_the_one_that_asked(MqttProtocolVersion version, bool answersWhereAsked)
    {
        await using var broker = await Mosquitto.StartAsync();
        await using var a = await StartAsync(broker, "a");
        await using var b = await StartAsync(broker, "b");
        await using var agent = new MqttAgent(new Gateway("os::00D09E-SN1"), version) { AnswersWhereAsked = answersWhereAsked };
        await agent.StartAsync(broker.Port);

        for (var i = 0; i < 10; i++)
        {
            await agent.TellAsync(Told.Change($"v{i}", "Device.X", $"{i}"));
        }

        await Eventually.IsTrueAsync(() => agent.Acknowledged.Distinct().Count() == 10, "all acknowledged");
        Assert.That(a.Script.Reports, Is.Not.Empty);
        Assert.That(b.Script.Reports, Is.Not.Empty);
        Assert.That(agent.Acknowledged.Count(), Is.EqualTo(10), "each by one node");

        var device = new DeviceId("00D09E", "GW", "SN1");
        foreach (var node in new[] { a, b })
        {
            await Eventually.IsTrueAsync(() => node.Script.Open == 0, "at rest");
            node.Script.Order(device, new Operation.Discover(Guid.NewGuid(), "Device.", NextLevelOnly: false));
            var woken = await node.Waker.WakeAsync(new WakeTarget(device, "os::00D09E-SN1", null, null, null), CancellationToken.None);
            Assert.That(woken.Reached, woken.Detail);
            await Eventually.IsTrueAsync(() => node.Script.Outcomes.Any(o => o.Outcome is Outcome.Discovered), "the asker has its answer");
        }

        var asked = agent.Received.Where(m => m.Body.Request is not null).Select(m => m.Header.MsgId).ToList();
        Assert.That(asked, Is.Unique, "no answer went astray, so nothing was asked twice");
    }

    [Test]
    public async Task The_others_go_on_when_one_node_ends()
    {
        await using var broker = await Mosquitto.StartAsync();
        await using var a = await StartAsync(broker, "a");
        var b = await StartAsync(broker, "b");
        await using var agent = new MqttAgent(new Gateway("os::00D09E-SN1"));
        await agent.StartAsync(broker.Port);
        await agent.TellAsync(Told.Boot("b1"));
        await Eventually.IsTrueAsync(() => agent.Acknowledged.Contains("b1"), "served");

        await b.DisposeAsync();
        for (var i = 0; i < 10; i++)
        {
            await agent.TellAsync(Told.Change($"v{i}", "Device.X", $"{i}"));
        }

        await Eventually.IsTrueAsync(() => Enumerable.Range(0, 10).All(i => agent.Acknowledged.Contains($"v{i}")), "all acknowledged by the other");
    }

    private static async Task<Controller> StartAsync(Mosquitto broker, string node)
    {
        var controller = await Controller.StartAsync(
            ("Acs:Usp:Mqtt:Mode", "External"), ("Acs:Usp:Mqtt:Server", $"127.0.0.1:{broker.Port}"), ("Acs:Usp:Mqtt:Node", node));
        await Eventually.IsTrueAsync(() => controller.IsConnected, "connected to the broker");
        return controller;
    }
}
