using System.Net;
using CpeSimulator;
using CpeSimulator.DataModels;
using CpeSimulator.Firewalls;
using CpeSimulator.Lan;
using CpeSimulator.Manufacturer;

namespace EndToEnd.Tests.Mud;

/// <summary>A wider edition of a MUD file goes through the fleet in rings before it is in force for everybody.</summary>
[TestFixture]
[NonParallelizable]
internal sealed class VersionCampaign_Tests
{
    private const string Camera = "02:00:00:00:7f:20";
    private const string New = "added.example";

    private static readonly IPAddress CameraAddress = IPAddress.Parse("192.168.1.20");
    private static readonly IPAddress NewAddress = IPAddress.Parse("198.51.100.7");

    private SimulatedManufacturer _maker = null!;
    private AnchorFile _anchors = null!;
    private TestAcs _acs = null!;
    private TestGateway _first = null!;
    private TestGateway _second = null!;

    [SetUp]
    public async Task StartAsync()
    {
        _maker = await SimulatedManufacturer.StartAsync();
        _anchors = new AnchorFile(_maker.AuthorityPem);
        _acs = await TestAcs.StartAsync([
            ("Acs:Mud:WideningNeedsApproval", "true"), ("Acs:Mud:AllowPrivateAddresses", "true"), ("Acs:Wake:PerMinute", "1000"),
            ("Acs:Mud:TlsAnchors:0", _anchors.Path), ("Acs:Mud:TrustAnchors:0", _anchors.Path), ($"Acs:Mud:Names:{New}", NewAddress.ToString()),
            .. SimulatedManufacturer.Names.Select(n => ($"Acs:Mud:Names:{n.Key}", (string?)string.Join(',', n.Value)))]);
        _first = await HomeAsync(ManagementProtocol.Cwmp, "FIRST");
        _second = await HomeAsync(ManagementProtocol.Usp, "SECOND");
    }

    [TearDown]
    public async Task StopAsync()
    {
        await _first.DisposeAsync();
        await _second.DisposeAsync();
        await _acs.DisposeAsync();
        await _maker.DisposeAsync();
        _anchors.Dispose();
    }

    [Test]
    public async Task The_first_ring_has_the_new_rules_before_the_second_and_at_the_end_the_version_is_in_force()
    {
        var (file, sha256) = await WaitingAsync();
        _second.Gateway.CutOff();
        var campaign = await CampaignAsync(sha256);
        await StateAsync(_first, campaign, "succeeded");
        Assert.That((Passes(_first), Passes(_second)), Is.EqualTo((true, false)));
        Assert.That((await _acs.GetAsync($"mud/files/{file}"))!.Value.GetProperty("waitingSha256").GetString(), Is.EqualTo(sha256), "it is not in force yet");

        _second.Gateway.Reconnect();
        await StateAsync(_second, campaign, "succeeded");
        Assert.That(Passes(_second), Is.True);
        await Eventually.TrueAsync(
            async () => (await _acs.GetAsync($"campaigns/{campaign}"))!.Value.GetProperty("state").GetString() == "finished", "the campaign ends", () => StoryAsync(campaign));
        var version = (await _acs.GetAsync($"mud/files/{file}/versions/{sha256}"))!.Value;
        Assert.That((version.GetProperty("state").GetString(), version.GetProperty("decidedBy").GetString()), Is.EqualTo(("inForce", $"campaign:{campaign}")));
        await _acs.ConvergesAsync(_first.Id);
        Assert.That(Passes(_first), Is.True, "it stays");
    }

    [Test]
    public async Task Given_up_everybody_goes_back_to_the_version_in_force()
    {
        var (file, sha256) = await WaitingAsync();
        _second.Gateway.CutOff();
        var campaign = await CampaignAsync(sha256);
        await StateAsync(_first, campaign, "succeeded");
        await _acs.SendAsync(HttpMethod.Post, $"campaigns/{campaign}/cancel");
        await Eventually.TrueAsync(() => Task.FromResult(!Passes(_first)), "the first gateway is as before", () => StoryAsync(campaign));
        Assert.That((await _acs.GetAsync($"mud/files/{file}"))!.Value.GetProperty("waitingSha256").GetString(), Is.EqualTo(sha256), "it waits as before");

        using var refused = await _acs.Api.PostAsync(new Uri("campaigns", UriKind.Relative), System.Net.Http.Json.JsonContent.Create(new
        {
            name = "x", selection = "*", change = new { type = "mud", url = _maker.UrlOf("camera").AbsoluteUri, sha256 = new string('a', 64) },
        }));
        Assert.That((refused.StatusCode, await refused.Content.ReadAsStringAsync()), Is.EqualTo((HttpStatusCode.BadRequest, await refused.Content.ReadAsStringAsync())));
        Assert.That(await refused.Content.ReadAsStringAsync(), Does.Contain("change.sha256"));
    }

    [Test]
    public async Task A_gateway_that_is_lost_with_the_new_rules_has_failed_and_has_the_old_ones_again()
    {
        var (_, sha256) = await WaitingAsync();
        _first.Gateway.Faults = new Faults { LosesContactAfterFirewallSwitch = true };
        var campaign = await CampaignAsync(sha256, retries: 0);
        await Eventually.TrueAsync(() => Task.FromResult(_first.Gateway.IsCutOff), "the first gateway cuts itself off", () => StoryAsync(campaign));
        _first.Gateway.Faults = Faults.None;
        _first.Gateway.PowerCycle();
        _first.Gateway.Reconnect();
        await StateAsync(_first, campaign, "failed");
        await Eventually.TrueAsync(() => Task.FromResult(!Passes(_first)), "it is as before", () => StoryAsync(campaign));
        Assert.That((await _acs.EventsAsync(_first.Id)).Select(e => e.GetProperty("kind").GetString()), Does.Contain("firewall.undone"));
        var target = (await _acs.SendAsync(HttpMethod.Get, $"campaigns/{campaign}/targets")).GetProperty("items").EnumerateArray().Single(t => t.GetProperty("device").GetString() == _first.Id);
        Assert.That(target.GetProperty("reason").GetString(), Does.Contain("The gateway was lost with these rules"));
    }

    private async Task<TestGateway> HomeAsync(ManagementProtocol protocol, string serial)
    {
        var home = await TestGateway.StartAsync(_acs, protocol, new GatewayOptions { SerialNumber = $"ROLL-{serial}", PeriodicInterval = TimeSpan.FromSeconds(2) }, g =>
            g.Lan.Join(new LanHost(Camera, "doorstep", CameraAddress) { MudUrl = _maker.UrlOf("camera").AbsoluteUri }));
        var known = IPAddress.Parse(SimulatedManufacturer.Names["stream.argus.example"][0]);
        await Eventually.TrueAsync(
            () => Task.FromResult(Passes(home, known, 443) && !Passes(home, IPAddress.Parse("198.51.100.99"), 443)), "the first edition is in force", () => _acs.StoryAsync(home.Id));
        await _acs.ConvergesAsync(home.Id);
        return home;
    }

    private async Task<(long File, string Sha256)> WaitingAsync()
    {
        _maker.Allow("camera", New, 8443);
        var file = await _acs.SendAsync(HttpMethod.Post, "mud/files", new { url = _maker.UrlOf("camera").AbsoluteUri });
        return (file.GetProperty("id").GetInt64(), file.GetProperty("waitingSha256").GetString()!);
    }

    private async Task<string> CampaignAsync(string sha256, int retries = 1)
    {
        var campaign = await _acs.SendAsync(HttpMethod.Post, "campaigns", new
        {
            name = "Wider camera", selection = $"mud:\"{_maker.UrlOf("camera").AbsoluteUri}\"", change = new { type = "mud", url = _maker.UrlOf("camera").AbsoluteUri, sha256 },
            retries, rings = new[] { new { name = "pilot", search = "serial:\"ROLL-FIRST\"" } },
        });
        var id = campaign.GetProperty("id").GetString()!;
        await _acs.SendAsync(HttpMethod.Post, $"campaigns/{id}/start");
        return id;
    }

    private Task StateAsync(TestGateway home, string campaign, string state) => Eventually.TrueAsync(
        async () => (await _acs.SendAsync(HttpMethod.Get, $"campaigns/{campaign}/targets")).GetProperty("items").EnumerateArray()
            .Any(t => t.GetProperty("device").GetString() == home.Id && t.GetProperty("state").GetString() == state),
        $"{home.Id} is {state}",
        () => StoryAsync(campaign));

    private async Task<string> StoryAsync(string campaign) =>
        $"{await _acs.GetAsync($"campaigns/{campaign}")} {await _acs.GetAsync($"campaigns/{campaign}/targets")} {await _acs.StoryAsync(_first.Id)} {await _acs.StoryAsync(_second.Id)}";

    private static bool Passes(TestGateway home) => Passes(home, NewAddress, 8443);

    private static bool Passes(TestGateway home, IPAddress destination, int port) =>
        home.Gateway.Lan.WouldPass(Camera, new Packet(6, CameraAddress, destination, 50000, port));
}
