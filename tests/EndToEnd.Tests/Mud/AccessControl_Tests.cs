using System.Net;
using CpeSimulator;
using CpeSimulator.DataModels;
using CpeSimulator.Firewalls;
using CpeSimulator.Lan;
using CpeSimulator.Manufacturer;
using Microsoft.EntityFrameworkCore;

namespace EndToEnd.Tests.Mud;

/// <summary>A gateway without firewall rules still shuts out of the internet whoever may go nowhere in it.</summary>
[NonParallelizable]
internal sealed class AccessControl_Tests
{
    private const string Camera = "02:00:00:00:1f:01";
    private const string Bulb = "02:00:00:00:1f:02";
    private const string Table = "Device.Hosts.AccessControl.";

    private static readonly IPAddress CameraAddress = IPAddress.Parse("192.168.1.20");
    private static readonly IPAddress Known = IPAddress.Parse(SimulatedManufacturer.Names["stream.argus.example"][0]);

    private SimulatedManufacturer _maker = null!;
    private AnchorFile _anchors = null!;

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        _maker = await SimulatedManufacturer.StartAsync();
        _anchors = new AnchorFile(_maker.AuthorityPem);
    }

    [OneTimeTearDown]
    public async Task StopAsync()
    {
        _anchors.Dispose();
        await _maker.DisposeAsync();
    }

    [TestCase(ManagementProtocol.Cwmp)]
    [TestCase(ManagementProtocol.Usp)]
    public async Task A_host_that_is_forbidden_everything_is_shut_out_and_let_in_again(ManagementProtocol protocol)
    {
        await using var acs = await AcsAsync("Blocked");
        await using var home = await HomeAsync(acs, protocol, "BLOCKED");
        await StateAsync(acs, home, Camera, "failed", "nothing is enforced");
        Assert.That(Passes(home, Known), Is.True, "its maker lets it there, and less cannot be said");

        var block = await acs.SendAsync(HttpMethod.Post, $"{Device(home)}/hosts/{Camera}/policy", new { action = "block", peer = "any", reason = "it is sold" });
        await Eventually.TrueAsync(() => Task.FromResult(!Passes(home, Known)), "it is shut out", () => acs.StoryAsync(home.Id));
        Assert.That(home.Gateway.Lan.WouldPass(Camera, new Packet(6, CameraAddress, IPAddress.Parse("192.168.1.31"), 50000, 80)), Is.True, "the home stays open to it");
        await StateAsync(acs, home, Camera, "compiled", "shuts the host out of the internet");
        await acs.ConvergesAsync(home.Id);
        var why = await acs.SendAsync(HttpMethod.Get, $"{Device(home)}/hosts/{Camera}/why?packet={Uri.EscapeDataString($"tcp {CameraAddress}:5000 > {Known}:443")}");
        Assert.That(why.GetProperty("gateway").GetProperty("verdict").GetString(), Is.EqualTo("drop"), why.ToString());
        Assert.That(why.GetProperty("gateway").GetProperty("rules")[0].GetString(), Does.StartWith(Table));

        // Somebody lets it in at the gateway: that is drift, and found when the hosts are read.
        home.Gateway.Model.Write(home.Gateway.Model.Read(Table).Single(r => r.Template.Name == "AccessPolicy").Owner.Path + "AccessPolicy", "Allow");
        await acs.SendAsync(HttpMethod.Post, $"{Device(home)}/operations?wait=30", new { type = "getValues", paths = new[] { "Device.Hosts." } });
        await Eventually.TrueAsync(() => Task.FromResult(!Passes(home, Known)), "it is shut out again", () => acs.StoryAsync(home.Id));
        await Eventually.TrueAsync(
            async () => (await acs.EventsAsync(home.Id)).Any(e => e.GetProperty("kind").GetString() == "firewall.drift"), "the drift is told", () => acs.StoryAsync(home.Id));

        (await acs.Api.DeleteAsync(new Uri($"{Device(home)}/hosts/{Camera}/policy/{block.GetProperty("id").GetString()}", UriKind.Relative))).EnsureSuccessStatusCode();
        await Eventually.TrueAsync(() => Task.FromResult(Passes(home, Known) && !home.Gateway.Model.Read(Table).Any()), "it is let in again, and nothing is left", () => acs.StoryAsync(home.Id));
        await acs.ConvergesAsync(home.Id);
    }

    [Test]
    public async Task Whoever_would_rather_cut_off_than_let_through_says_so_and_whose_row_it_is_counts()
    {
        await using var acs = await AcsAsync("Strict");
        await using var home = await HomeAsync(acs, ManagementProtocol.Cwmp, "STRICT", g => g.Model.AddOwn(Table, ("PhysAddress", Bulb), ("AccessPolicy", "Allow"), ("Enable", "true")));
        await Eventually.TrueAsync(() => Task.FromResult(!Passes(home, Known)), "the camera is shut out", () => acs.StoryAsync(home.Id));
        await StateAsync(acs, home, Camera, "compiled", "no less can be said");
        await StateAsync(acs, home, Bulb, "failed", "somebody made Device.Hosts.AccessControl.1 for it");
        var hosts = (await acs.GetAsync($"{Device(home)}/hosts"))!.Value.ToString();
        Assert.That(hosts, Does.Contain("access-control"), "what is blocked that should not be is named");
        Assert.That(home.Gateway.Model.Get($"{Table}1.AccessPolicy"), Is.EqualTo("Allow"));
    }

    [Test]
    public async Task Switched_off_nothing_is_enforced()
    {
        await using var acs = await AcsAsync("Off");
        await using var home = await HomeAsync(acs, ManagementProtocol.Usp, "OFF");
        await StateAsync(acs, home, Camera, "failed", "nothing is enforced");
        await acs.SendAsync(HttpMethod.Post, $"{Device(home)}/hosts/{Camera}/policy", new { action = "block", peer = "any" });
        await Eventually.TrueAsync(async () => !await acs.QueryAsync(db => db.Devices.AnyAsync(d => d.FirewallDirty)), "it is compiled with that", () => acs.StoryAsync(home.Id));
        await StateAsync(acs, home, Camera, "failed", "nothing is enforced");
        Assert.That(home.Gateway.Model.Read(Table), Is.Empty);
    }

    private Task<TestAcs> AcsAsync(string use) => TestAcs.StartAsync([
        .. SimulatedManufacturer.Names.Select(n => ($"Acs:Mud:Names:{n.Key}", (string?)string.Join(',', n.Value))),
        ("Acs:Mud:TrustAnchors:0", _anchors.Path), ("Acs:Mud:TlsAnchors:0", _anchors.Path), ("Acs:Mud:AllowPrivateAddresses", "true"), ("Acs:Wake:PerMinute", "1000"),
        ("Acs:Firewall:AccessControl", use)]);

    private Task<TestGateway> HomeAsync(TestAcs acs, ManagementProtocol protocol, string serial, Action<Gateway>? more = null) =>
        TestGateway.StartAsync(acs, protocol, new GatewayOptions { SerialNumber = $"ACCESS-{serial}", Profile = GatewayProfile.P0 }, g =>
        {
            g.Lan.Join(new LanHost(Camera, "doorstep", CameraAddress) { MudUrl = _maker.UrlOf("camera").AbsoluteUri });
            g.Lan.Join(new LanHost(Bulb, "hall", IPAddress.Parse("192.168.1.31")) { MudUrl = _maker.UrlOf("bulb").AbsoluteUri });
            more?.Invoke(g);
        });

    private static Task StateAsync(TestAcs acs, TestGateway home, string mac, string state, string reason) => Eventually.TrueAsync(
        async () => await acs.GetAsync($"{Device(home)}/hosts") is { } hosts && hosts.GetProperty("items").EnumerateArray().Any(h =>
            h.GetProperty("mac").GetString() == mac && h.GetProperty("mud") is var mud
            && mud.GetProperty("state").GetString() == state && mud.GetProperty("reason").GetString()?.Contains(reason, StringComparison.Ordinal) == true),
        $"{mac} is {state}: {reason}",
        () => acs.StoryAsync(home.Id));

    private static string Device(TestGateway home) => $"devices/{Uri.EscapeDataString(home.Id)}";

    private static bool Passes(TestGateway home, IPAddress destination) => home.Gateway.Lan.WouldPass(Camera, new Packet(6, CameraAddress, destination, 50000, 443));
}
