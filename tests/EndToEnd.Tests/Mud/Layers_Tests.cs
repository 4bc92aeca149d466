using System.Net;
using System.Text.Json;
using CpeSimulator;
using CpeSimulator.DataModels;
using CpeSimulator.Lan;
using CpeSimulator.Manufacturer;

namespace EndToEnd.Tests.Mud;

/// <summary>What ISP and subscriber say about a host, through the API to the rules of a gateway and back.</summary>
[NonParallelizable]
internal sealed class Layers_Tests
{
    private const string Camera = "02:00:00:00:1a:01";
    private const string Packet = "tcp 192.168.1.20:5000 > 203.0.113.9:443";

    private SimulatedManufacturer _maker = null!;
    private AnchorFile _anchors = null!;
    private TestAcs _acs = null!;

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        _maker = await SimulatedManufacturer.StartAsync();
        _anchors = new AnchorFile(_maker.AuthorityPem);
        _acs = await TestAcs.StartAsync([
            .. SimulatedManufacturer.Names.Select(n => ($"Acs:Mud:Names:{n.Key}", (string?)string.Join(',', n.Value))),
            ("Acs:Mud:TrustAnchors:0", _anchors.Path), ("Acs:Mud:TlsAnchors:0", _anchors.Path), ("Acs:Mud:AllowPrivateAddresses", "true"), ("Acs:Wake:PerMinute", "1000"),
            ("Acs:Mud:Names:cloud.new.example", "203.0.113.9")]);
    }

    [OneTimeTearDown]
    public async Task StopAsync()
    {
        await _acs.DisposeAsync();
        _anchors.Dispose();
        await _maker.DisposeAsync();
    }

    [TestCase(ManagementProtocol.Cwmp)]
    [TestCase(ManagementProtocol.Usp)]
    public async Task A_subscriber_allows_what_the_maker_does_not_until_the_ISP_forbids_it(ManagementProtocol protocol)
    {
        await using var home = await HomeAsync(protocol, $"LAYERS-{protocol}");
        await VerdictAsync(home, "drop", "default");

        var choice = await _acs.SendAsync(HttpMethod.Post, Policy(home), new { action = "allow", peer = "203.0.113.0/24", protocol = "tcp", port = 443, reason = "its new cloud" });
        await VerdictAsync(home, "accept", "subscriber");

        var baseline = await _acs.SendAsync(HttpMethod.Post, "mud/policy", new { action = "block", peer = "203.0.113.9", reason = "a botnet's controller" });
        await VerdictAsync(home, "drop", "isp");

        await DeleteAsync($"mud/policy/{Id(baseline)}");
        await VerdictAsync(home, "accept", "subscriber");
        await DeleteAsync($"{Policy(home)}/{Id(choice)}");
        await VerdictAsync(home, "drop", "default");
        var kept = (await _acs.GetAsync($"{Policy(home)}?ended=true"))!.Value.GetProperty("items").EnumerateArray().Single();
        Assert.That((kept.GetProperty("reason").GetString(), kept.GetProperty("endedBy").GetString()), Is.EqualTo(("its new cloud", "admin")), "taken back, and on record");
    }

    [Test]
    public async Task A_choice_by_name_is_the_addresses_that_the_name_has()
    {
        await using var home = await HomeAsync(ManagementProtocol.Usp, "LAYERS-NAME");
        await VerdictAsync(home, "drop", "default");
        var choice = await _acs.SendAsync(HttpMethod.Post, Policy(home), new { action = "allow", peer = "Cloud.New.Example.", protocol = "tcp", port = 443 });
        Assert.That(choice.GetProperty("peer").GetString(), Is.EqualTo("cloud.new.example"));
        await VerdictAsync(home, "accept", "subscriber");
        var baseline = await _acs.SendAsync(HttpMethod.Post, "mud/policy", new { action = "block", peer = "cloud.new.example" });
        await VerdictAsync(home, "drop", "isp");
        await DeleteAsync($"mud/policy/{Id(baseline)}");
        await VerdictAsync(home, "accept", "subscriber");
    }

    [Test]
    public async Task A_tag_sets_what_is_done_in_all_homes_that_have_it()
    {
        await using var home = await HomeAsync(ManagementProtocol.Cwmp, "LAYERS-TAG");
        await VerdictAsync(home, "drop", "default");
        var device = $"devices/{Uri.EscapeDataString(home.Id)}";
        await _acs.SendAsync(HttpMethod.Patch, device, new { tags = new[] { "quiet" } });
        await _acs.SendAsync(HttpMethod.Put, "mud/modes/quiet", new { mode = "observe" });
        await VerdictAsync(home, "accept", "gateway");
        var mud = (await _acs.GetAsync($"{device}/hosts"))!.Value.GetProperty("items")[0].GetProperty("mud");
        Assert.That((mud.GetProperty("mode").GetString(), mud.GetProperty("modeSetBy").GetString()), Is.EqualTo(("observe", "tag")));
        await _acs.SendAsync(HttpMethod.Put, $"{device}/mud", new { mode = "enforce" });
        await VerdictAsync(home, "drop", "default");
        await _acs.SendAsync(HttpMethod.Put, $"{device}/mud", new { mode = "inherit" });
        await VerdictAsync(home, "accept", "gateway");
        await DeleteAsync("mud/modes/quiet");
        await VerdictAsync(home, "drop", "default");
    }

    [Test]
    public async Task A_host_that_is_only_asked_about_loses_what_its_subscriber_forbids_and_nothing_else()
    {
        await using var home = await HomeAsync(ManagementProtocol.Cwmp, "LAYERS-ASK");
        await VerdictAsync(home, "drop", "default");
        await _acs.SendAsync(HttpMethod.Put, $"devices/{Uri.EscapeDataString(home.Id)}/hosts/{Camera}/mud", new { mode = "ask" });
        await VerdictAsync(home, "accept", "gateway");

        await _acs.SendAsync(HttpMethod.Post, Policy(home), new { action = "block", peer = "203.0.113.9" });
        await VerdictAsync(home, "drop", "subscriber");
        Assert.That((await WhyAsync(home, "tcp 192.168.1.20:5000 > 203.0.113.10:443")).GetProperty("gateway").GetProperty("verdict").GetString(), Is.EqualTo("accept"), "the gateway's own rules decide");

        await _acs.SendAsync(HttpMethod.Put, $"devices/{Uri.EscapeDataString(home.Id)}/hosts/{Camera}/mud", new { mode = "off" });
        await VerdictAsync(home, "accept", "gateway");
    }

    private Task<TestGateway> HomeAsync(ManagementProtocol protocol, string serial) =>
        TestGateway.StartAsync(_acs, protocol, new GatewayOptions { SerialNumber = serial }, g =>
            g.Lan.Join(new LanHost(Camera, "doorstep", IPAddress.Parse("192.168.1.20")) { MudUrl = _maker.UrlOf("camera").AbsoluteUri }));

    /// <summary>Of the rules that the gateway itself reports, and the layer that it is because of.</summary>
    private Task VerdictAsync(TestGateway home, string verdict, string? layer) => Eventually.TrueAsync(
        async () =>
        {
            var gateway = (await WhyAsync(home, Packet)).GetProperty("gateway");
            return gateway.GetProperty("verdict").GetString() == verdict
                && (layer is null || gateway.GetProperty("because").EnumerateArray().Any(b => b.GetProperty("layer").GetString() == layer));
        },
        $"{verdict} because of {layer}",
        async () => $"{await WhyAsync(home, Packet)} {await _acs.StoryAsync(home.Id)}");

    private async Task<JsonElement> WhyAsync(TestGateway home, string packet) =>
        await _acs.GetAsync($"devices/{Uri.EscapeDataString(home.Id)}/hosts/{Camera}/why?packet={Uri.EscapeDataString(packet)}") ?? JsonDocument.Parse("""{"gateway":{"verdict":"none","because":[]}}""").RootElement;

    private static string Policy(TestGateway home) => $"devices/{Uri.EscapeDataString(home.Id)}/hosts/{Camera}/policy";

    private static string Id(JsonElement entry) => entry.GetProperty("id").GetString()!;

    private async Task DeleteAsync(string path) => (await _acs.Api.DeleteAsync(new Uri(path, UriKind.Relative))).EnsureSuccessStatusCode();
}
