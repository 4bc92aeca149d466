using System.Net;
using System.Net.Sockets;
using Usp.Messages;
using UspController.Tests.Doubles;

namespace UspController.Tests.Mtp;

public sealed class HostileAgents_Tests
{
    [Test]
    public async Task Rubbish_of_one_agent_costs_another_nothing()
    {
        await using var controller = await Controller.StartAsync();
        await using var good = new MqttAgent(new Gateway("os::00D09E-SN1"));
        await good.StartAsync(controller.Port);
        await using var bad = new MqttAgent(new Gateway("os::00D09E-BAD"));
        await bad.StartAsync(controller.Port);

        var header = new Msg { Header = new Header { MsgId = "h", MsgType = Header.Types.MsgType.Notify } };
        var random = new Random(4711);
        for (var i = 0; i < 200; i++)
        {
            var garbage = new byte[random.Next(1, 400)];
            random.NextBytes(garbage);
            await bad.PublishAsync(garbage);
        }

        await bad.PublishAsync([]);
        await bad.TellAsync(header);
        await bad.TellAsync(new Msg());
        await bad.TellAsync(Told.Boot("stolen"), from: "os::00D09E-SN1");
        await bad.TellAsync(Told.Boot("foreign"), to: "proto::other");
        await bad.TellAsync(Told.Change("big", "Device.X", new string('x', 2_000_000)));
        await good.TellAsync(Told.Boot("b1"));

        await Eventually.IsTrueAsync(() => good.Acknowledged.Contains("b1"), "the good agent served");
        await Eventually.IsTrueAsync(() => bad.Acknowledged.Contains("big"), "even the bad one's valid message");
        var error = bad.Received.Single(m => m.Body.Error is not null);
        Assert.That((error.Header.MsgId, error.Body.Error.ErrCode), Is.EqualTo(("h", 7004u)));
        Assert.That(good.Acknowledged, Does.Not.Contain("stolen"));
        Assert.That(bad.Acknowledged, Is.EqualTo(new[] { "big" }));
    }

    [Test]
    public async Task A_packet_that_announces_too_much_ends_its_connection_only()
    {
        await using var controller = await Controller.StartAsync(("Acs:Usp:Mqtt:MaxPacketBytes", "65536"));
        await using var good = new MqttAgent(new Gateway("os::00D09E-SN1"));
        await good.StartAsync(controller.Port);

        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(new IPEndPoint(IPAddress.Loopback, controller.Port));
        await socket.SendAsync(new byte[] { 0x10, 0xFF, 0xFF, 0xFF, 0x7F, 0x00 });
        Assert.That(await EndAsync(socket), Is.Zero);

        await using var large = new MqttAgent(new Gateway("os::00D09E-BIG"));
        await large.StartAsync(controller.Port);
        await Eventually.IsTrueAsync(() => controller.Script.Contacts.Count == 2, "both known");
        Assert.That(async () => await large.TellAsync(Told.Change("v", "Device.X", new string('x', 100_000))), Throws.Exception);

        await good.TellAsync(Told.Boot("b1"));
        await Eventually.IsTrueAsync(() => good.Acknowledged.Contains("b1"), "the good agent served");
    }

    [Test]
    public async Task A_flood_of_one_agent_does_not_stop_another()
    {
        await using var controller = await Controller.StartAsync();
        var held = new TaskCompletionSource();
        await using var flood = new MqttAgent(new Gateway("os::00D09E-FLOOD"));
        await flood.StartAsync(controller.Port);
        await Eventually.IsTrueAsync(() => controller.Script is { Contacts.Count: 1, Open: 0 }, "known");
        controller.Script.Disk = () => held.Task;
        var flooding = Task.WhenAll(Enumerable.Range(0, 500).Select(i => flood.TellAsync(Told.Change($"f{i}", "Device.X", $"{i}"))));
        await Eventually.IsTrueAsync(() => controller.Script.Contacts.Count == 2, "the flood has begun");

        controller.Script.Disk = () => Task.CompletedTask;
        await using var good = new MqttAgent(new Gateway("os::00D09E-SN1"));
        await good.StartAsync(controller.Port);
        await good.TellAsync(Told.Boot("b1"));
        await Eventually.IsTrueAsync(() => good.Acknowledged.Contains("b1"), "the good agent served");
        Assert.That(flood.Acknowledged, Is.Empty);

        held.SetResult();
        await flooding;
        await Eventually.IsTrueAsync(() => flood.Acknowledged.Count() >= 64, "the flood drains");
    }

    [Test]
    public async Task Connections_beyond_the_bound_are_closed()
    {
        await using var controller = await Controller.StartAsync(("Acs:Usp:Mqtt:MaxConnections", "2"));
        using var one = new TcpClient();
        await one.ConnectAsync(IPAddress.Loopback, controller.Port);
        using var two = new TcpClient();
        await two.ConnectAsync(IPAddress.Loopback, controller.Port);
        using var three = new TcpClient();
        await three.ConnectAsync(IPAddress.Loopback, controller.Port);
        Assert.That(await EndAsync(three.Client), Is.Zero);
    }

    private static async Task<int> EndAsync(Socket socket)
    {
        var buffer = new byte[16];
        try
        {
            return await socket.ReceiveAsync(buffer);
        }
        catch (SocketException)
        {
            return 0;
        }
    }
}
