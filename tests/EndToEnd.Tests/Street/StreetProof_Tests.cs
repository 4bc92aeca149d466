using System.Net;
using CpeSimulator;
using CpeSimulator.DataModels;
using CpeSimulator.Lan;
using CpeSimulator.Manufacturer;

namespace EndToEnd.Tests.Street;

/// <summary>
/// The street's proof: a gateway with a kernel's firewall. The server learns the camera's MUD URL from the gateway, fetches
/// the signed file, compiles it and pushes <c>Device.Firewall.</c>; the gateway turns that into nftables; real packets from
/// the camera's namespace pass or are dropped exactly as the file says, before and after a change of the file.
/// </summary>
[TestFixture]
[NonParallelizable]
internal sealed class StreetProof_Tests
{
    private const string Cloud = "cloud.lumen.example";
    private const string Update = "update.lumen.example";

    private static readonly MudRule[] FirstFile = [new("cloud", "dns:" + Cloud, "tcp", 443), new("clock", "dns:" + Cloud, "udp", 123)];

    private static readonly MudRule[] SecondFile = [new("cloud", "dns:" + Cloud, "tcp", 443), new("update", "dns:" + Update, "tcp", 8443)];

    [TestCase(ManagementProtocol.Cwmp, GatewayProfile.P2)]
    public async Task Packets_pass_exactly_as_the_MUD_file_says_before_and_after_it_changes(ManagementProtocol protocol, GatewayProfile profile)
    {
        if (NetworkNamespace.Unavailable() is { } reason)
        {
            Assert.Ignore(reason);
        }

        using var home = new Home();
        await using var maker = await SimulatedManufacturer.StartAsync();
        maker.Replace("camera", FirstFile);
        var url = maker.UrlOf("camera").AbsoluteUri;
        using var anchors = new AnchorFile(maker.AuthorityPem);
        await using var acs = await TestAcs.StartAsync(
            ("Acs:Mud:AllowPrivateAddresses", "true"),
            ("Acs:Mud:TlsAnchors:0", anchors.Path),
            ("Acs:Mud:TrustAnchors:0", anchors.Path),
            ($"Acs:Mud:Names:{Cloud}", "203.0.113.10,2001:db8:9::10"),
            ($"Acs:Mud:Names:{Update}", "203.0.113.20,2001:db8:9::20"));
        await using var gateway = await TestGateway.StartAsync(
            acs,
            protocol,
            new GatewayOptions { SerialNumber = $"PROOF-{protocol}-{profile}", Profile = profile, LanNumber = 77 },
            g =>
            {
                g.Lan.Join(new LanHost(Home.HostMac, "camera", IPAddress.Parse("192.168.77.20")) { IPv6 = IPAddress.Parse("fd77::20"), MudUrl = url });
                g.Lan.Join(new LanHost(Home.NeighbourMac, "laptop", IPAddress.Parse("192.168.77.21")) { IPv6 = IPAddress.Parse("fd77::21") });
            });
        await RulesReachTheGatewayAsync(acs, gateway, "443");
        home.Apply(Firewall(gateway.Gateway));
        await CheckAsync(home, (Cloud: true, Clock: true, Update: false));

        maker.Replace("camera", SecondFile);
        await acs.SendAsync(HttpMethod.Post, "mud/files", new { url });
        await RulesReachTheGatewayAsync(acs, gateway, "8443");
        home.Apply(Firewall(gateway.Gateway));
        await CheckAsync(home, (Cloud: true, Clock: false, Update: true));
    }

    private static async Task RulesReachTheGatewayAsync(TestAcs acs, TestGateway gateway, string port)
    {
        await Eventually.TrueAsync(
            () => Task.FromResult(Firewall(gateway.Gateway).Any(p => p.Key.EndsWith(".DestPort", StringComparison.Ordinal) && p.Value == port)),
            $"a rule for port {port} is on the gateway",
            async () => $"{await acs.StoryAsync(gateway.Id)}");
        await acs.ConvergesAsync(gateway.Id);
    }

    private static async Task CheckAsync(Home home, (bool Cloud, bool Clock, bool Update) expected)
    {
        var probe = new Probe(home);
        foreach (var version in (int[])[4, 6])
        {
            var camera = IPAddress.Parse(version == 4 ? "192.168.77.20" : "fd77::20");
            var laptop = IPAddress.Parse(version == 4 ? "192.168.77.21" : "fd77::21");
            async Task<bool> Tcp(int server, int port) => await probe.TcpPassesAsync(home.Host, camera, home.Internet, Home.Server(server, version), port);
            async Task<bool> Udp(int server, int port) => await probe.UdpPassesAsync(home.Host, camera, home.Internet, Home.Server(server, version), port);

            Assert.That(await Tcp(10, 443), Is.EqualTo(expected.Cloud), $"IPv{version} camera to its cloud");
            Assert.That(await Udp(10, 123), Is.EqualTo(expected.Clock), $"IPv{version} camera to its clock");
            Assert.That(await Tcp(20, 8443), Is.EqualTo(expected.Update), $"IPv{version} camera to its update server");
            Assert.That(await Tcp(10, 80), Is.False, $"IPv{version} camera to another port of its cloud");
            Assert.That(await Tcp(30, 443), Is.False, $"IPv{version} camera to a stranger");
            Assert.That(await Udp(30, 53), Is.False, $"IPv{version} camera to a foreign resolver");
            Assert.That(
                await probe.TcpPassesAsync(home.Internet, Home.Server(30, version), home.Host, camera, 23),
                Is.False,
                $"IPv{version} a stranger to the camera");
            Assert.That(
                await probe.TcpPassesAsync(home.Neighbour, laptop, home.Internet, Home.Server(30, version), 443),
                Is.True,
                $"IPv{version} the laptop, which has no MUD file, goes where it wants");
        }
    }

    private static Dictionary<string, string> Firewall(Gateway gateway) =>
        gateway.Model.Read("Device.Firewall.").ToDictionary(p => p.Path, p => p.Value, StringComparer.Ordinal);
}
