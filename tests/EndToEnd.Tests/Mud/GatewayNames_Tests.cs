using System.Net;
using CpeSimulator;
using CpeSimulator.DataModels;
using CpeSimulator.Firewalls;
using CpeSimulator.Lan;
using CpeSimulator.Manufacturer;

namespace EndToEnd.Tests.Mud;

/// <summary>A home whose resolver is told another address than the ISP's: the gateway is asked, and its own rules have both.</summary>
[TestFixture]
internal sealed class GatewayNames_Tests
{
    private const string Camera = "02:00:00:00:6a:20";
    private static readonly IPAddress CameraAddress = IPAddress.Parse("192.168.1.20");

    /// <summary>What the simulated gateway's resolver says of every name.</summary>
    private static readonly IPAddress Told = IPAddress.Parse("203.0.113.80");

    /// <summary>Two rounds of a job that runs each minute, and two sessions between them.</summary>
    private static readonly TimeSpan Rounds = TimeSpan.FromMinutes(4);

    [TestCase(ManagementProtocol.Cwmp)]
    [TestCase(ManagementProtocol.Usp)]
    public async Task Its_own_answers_are_in_its_rules_beside_the_isps(ManagementProtocol protocol)
    {
        await using var maker = await SimulatedManufacturer.StartAsync();
        using var anchors = new AnchorFile(maker.AuthorityPem);
        await using var acs = await TestAcs.StartAsync([
            .. SimulatedManufacturer.Names.Select(n => ($"Acs:Mud:Names:{n.Key}", (string?)string.Join(',', n.Value))),
            ("Acs:Mud:TrustAnchors:0", anchors.Path), ("Acs:Mud:TlsAnchors:0", anchors.Path), ("Acs:Mud:AllowPrivateAddresses", "true"),
            ("Acs:Mud:AskGateway", "WhenSupported"), ("Acs:Wake:PerMinute", "1000")]);
        await using var home = await TestGateway.StartAsync(acs, protocol, new GatewayOptions { SerialNumber = $"ASKED{protocol}" }, g =>
            g.Lan.Join(new LanHost(Camera, "doorstep", CameraAddress) { MudUrl = maker.UrlOf("camera").AbsoluteUri }));
        var isps = IPAddress.Parse(SimulatedManufacturer.Names["stream.argus.example"][0]);
        await Eventually.TrueAsync(() => Task.FromResult(Passes(home, isps, 443)), "the ISP's addresses are in the rules", () => acs.StoryAsync(home.Id));
        await Eventually.TrueAsync(() => Task.FromResult(Passes(home, Told, 443)), "the gateway's own are, too", () => StoryAsync(acs, home), Rounds);
        Assert.That(Passes(home, isps, 443), Is.True);

        var file = (await acs.SendAsync(HttpMethod.Get, "mud/files")).GetProperty("items")[0].GetProperty("id").GetInt64();
        var name = (await acs.SendAsync(HttpMethod.Get, $"mud/files/{file}/names")).GetProperty("names").EnumerateArray().Single(n => n.GetProperty("name").GetString() == "stream.argus.example");
        Assert.That((name.GetProperty("gateways").GetInt32(), name.GetProperty("behaviour").GetString()), Is.EqualTo((1, "stable")), name.ToString());
        Assert.That(name.GetProperty("dangers").EnumerateArray().Select(d => d.GetProperty("code").GetString()), Does.Contain("tailored"));
    }

    private static bool Passes(TestGateway home, IPAddress destination, int port) =>
        home.Gateway.Lan.WouldPass(Camera, new Packet(6, CameraAddress, destination, 50000, port))
        && !home.Gateway.Lan.WouldPass(Camera, new Packet(6, CameraAddress, IPAddress.Parse("198.51.100.99"), 50000, port));

    private static async Task<string> StoryAsync(TestAcs acs, TestGateway home) =>
        $"{await acs.GetAsync($"devices/{Uri.EscapeDataString(home.Id)}/operations")} {await acs.StoryAsync(home.Id)}";
}
