using System.Net;
using System.Net.Sockets;
using CpeSimulator;
using CpeSimulator.DataModels;

namespace EndToEnd.Tests.Reach;

/// <summary>A gateway behind a NAT, which no HTTP connection request reaches, is woken through its STUN binding.</summary>
public sealed class UdpWake_Tests
{
    [Test]
    public async Task A_gateway_behind_a_NAT_is_told_to_use_STUN_and_woken_by_UDP()
    {
        var stun = new IPEndPoint(IPAddress.Loopback, FreePort());
        await using var nat = new UdpNat(stun);
        await using var acs = await TestAcs.StartAsync(
            ("Acs:Cwmp:Stun:Enabled", "true"), ("Acs:Cwmp:Stun:Address", "127.0.0.1"), ("Acs:Cwmp:Stun:Port", stun.Port.ToString()),
            ("Acs:Cwmp:Stun:Server", "127.0.0.1"), ("Acs:Cwmp:Stun:PublicPort", nat.Port.ToString()), ("Acs:Cwmp:Stun:MinimumKeepAlive", "1"), ("Acs:Cwmp:Stun:WaitSeconds", "5"), ("Acs:Wake:PerMinute", "1000"));
        await using var gateway = new Gateway(new GatewayOptions
        {
            SerialNumber = "NAT1", Protocol = ManagementProtocol.Cwmp, AcsUrl = acs.Addresses.Cwmp, RetryWait = TimeSpan.FromSeconds(1), PeriodicInterval = TimeSpan.FromSeconds(1),
        });
        gateway.Start();
        const string Device = "devices/00D09E-SimGate-NAT1";

        // The wake before the binding is known fails and says so; then the notice arrives, and it works.
        await Eventually.TrueAsync(
            () => Task.FromResult(gateway.Model.Find("Device.ManagementServer.UDPConnectionRequestAddress") == nat.Outside.ToString()),
            "the gateway learns its binding from the server that it was told");
        Assert.That(gateway.Model.Find("Device.ManagementServer.NATDetected"), Is.EqualTo("true"));
        await Eventually.TrueAsync(
            async () => (await acs.SendAsync(HttpMethod.Post, $"{Device}/wake")) is var woken && woken.GetProperty("reached").GetBoolean() && woken.GetProperty("way").GetString() == "udp",
            "UDP wakes it",
            () => acs.StoryAsync("00D09E-SimGate-NAT1"));
        var again = await acs.SendAsync(HttpMethod.Post, $"{Device}/wake");
        Assert.That(again.GetProperty("attempts")[0].GetProperty("way").GetString(), Is.EqualTo("udp"), $"the way that works goes first: {again}");
        Assert.That(again.GetProperty("detail").GetString(), Does.Contain(nat.Outside.ToString()));

        nat.LetsIn = false;
        var sessions = gateway.Counters.Sessions;
        var failed = await acs.SendAsync(HttpMethod.Post, $"{Device}/wake");
        Assert.That(failed.GetProperty("reached").GetBoolean(), Is.False, $"it comes by itself every second, which is not because of this: {failed}");
        await Eventually.TrueAsync(() => Task.FromResult(gateway.Counters.Sessions > sessions), "it does come by itself");
    }

    private static int FreePort()
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return ((IPEndPoint)socket.LocalEndPoint!).Port;
    }
}
