using System.Net;
using System.Net.Sockets;
using EndToEnd.Tests.Street;

namespace EndToEnd.Tests.Reach;

/// <summary>A real NAT between the server and a gateway in a process of its own.</summary>
[NonParallelizable]
public sealed class NatWake_Tests
{
    [Test]
    public async Task A_gateway_behind_a_real_NAT_is_not_reached_by_HTTP_but_by_UDP_also_after_its_address_changed()
    {
        if (NetworkNamespace.Unavailable() is { } reason)
        {
            Assert.Ignore(reason);
        }

        using var home = new NatHome();
        await using var acs = await TestAcs.StartAsync(
            ("Acs:Cwmp:Url", $"http://{NatHome.Server}:0"), ("Acs:Wake:PerMinute", "1000"),
            ("Acs:Cwmp:ConnectionRequest:AllowedNetworks:0", "192.168.78.0/24"), ("Acs:Cwmp:ConnectionRequest:TimeoutSeconds", "2"),
            ("Acs:Cwmp:Stun:Enabled", "true"), ("Acs:Cwmp:Stun:Server", NatHome.Server), ("Acs:Cwmp:Stun:Address", NatHome.Server),
            ("Acs:Cwmp:Stun:Port", FreePort().ToString()), ("Acs:Cwmp:Stun:MinimumKeepAlive", "1"));
        home.Start(acs.Addresses.Cwmp, "NATTED");
        const string Device = "devices/00D09E-SimGate-NATTED0001";
        await Eventually.TrueAsync(
            async () => await acs.GetAsync(Device) is not null, "the gateway comes", () => Task.FromResult(home.Said));

        var ways = await WokenThroughAsync(acs, Device, home, "198.18.77.2:");
        Assert.That(ways.Select(w => w.Way), Is.EqualTo(new[] { "http", "udp" }));
        Assert.That(ways[0].Detail, Does.StartWith("no answer within 2 s"), "the router drops what comes by HTTP");

        ways = await WokenThroughAsync(acs, Device, home, "198.18.77.2:");
        Assert.That(ways.Select(w => w.Way), Is.EqualTo(new[] { "udp" }), "the way that worked goes first");

        Assert.That($"{await acs.GetAsync($"{Device}/why")}", Does.Contain("woken by udp").And.Contain("seen at udp 198.18.77.2:"));

        home.Renumber(3);
        ways = await WokenThroughAsync(acs, Device, home, "198.18.77.3:");
        Assert.That(ways[0].Way, Is.EqualTo("udp"));
    }

    /// <summary>Wakes it until UDP reaches it at an address that begins so; the ways that were tried that time.</summary>
    private static async Task<List<(string Way, string Detail)>> WokenThroughAsync(TestAcs acs, string device, NatHome home, string address)
    {
        var last = default(System.Text.Json.JsonElement);
        await Eventually.TrueAsync(
            async () =>
            {
                last = await acs.SendAsync(HttpMethod.Post, $"{device}/wake");
                return last.GetProperty("reached").GetBoolean() && last.GetProperty("detail").GetString()!.Contains(address, StringComparison.Ordinal);
            },
            $"UDP wakes it through {address}",
            () => Task.FromResult($"{last} {home.Said}"),
            TimeSpan.FromMinutes(3));
        Assert.That(last.GetProperty("way").GetString(), Is.EqualTo("udp"), $"{last}");
        return [.. last.GetProperty("attempts").EnumerateArray().Select(a => (a.GetProperty("way").GetString()!, a.GetProperty("detail").GetString()!))];
    }

    private static int FreePort()
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return ((IPEndPoint)socket.LocalEndPoint!).Port;
    }
}
