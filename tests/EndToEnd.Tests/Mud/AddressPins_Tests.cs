using System.Net;
using CpeSimulator;
using CpeSimulator.DataModels;
using CpeSimulator.Lan;
using CpeSimulator.Manufacturer;

namespace EndToEnd.Tests.Mud;

/// <summary>Where rules know a host by its address, the gateway keeps that address for it, and only as long as rules need it.</summary>
[NonParallelizable]
internal sealed class AddressPins_Tests
{
    private const string Camera = "02:00:00:00:1b:01";
    private const string Bulb = "02:00:00:00:1b:02";
    private const string Pins = "Device.DHCPv4.Server.Pool.1.StaticAddress.";

    private SimulatedManufacturer _maker = null!;
    private AnchorFile _anchors = null!;
    private TestAcs _acs = null!;

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        _maker = await SimulatedManufacturer.StartAsync();
        _anchors = new AnchorFile(_maker.AuthorityPem);
        _acs = await AcsAsync();
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
    public async Task A_host_comes_back_to_the_address_that_its_rules_know(ManagementProtocol protocol)
    {
        await using var home = await HomeAsync(protocol, GatewayProfile.P2, g => g.Model.AddOwn(Pins, ("Chaddr", Bulb), ("Yiaddr", "192.168.1.31"), ("Enable", "true")));
        await PinsAsync(home, $"{Bulb} 192.168.1.31 true", $"{Camera} 192.168.1.20 true");

        home.Gateway.Lan.Leave(Camera);
        home.Gateway.Lan.Join(CameraAt("192.168.1.99"));
        Assert.That(home.Gateway.Lan.Hosts.Single(h => h.Mac == Camera).IPv4, Is.EqualTo(IPAddress.Parse("192.168.1.20")));

        // Wanted no more: what the server put there goes, what the subscriber put there stays.
        await ModeAsync(home, Camera, "off");
        await ModeAsync(home, Bulb, "off");
        await PinsAsync(home, $"{Bulb} 192.168.1.31 true");
        await _acs.ConvergesAsync(home.Id);
    }

    [Test]
    public async Task Where_rules_know_the_hardware_address_nothing_is_pinned()
    {
        await using var home = await HomeAsync(ManagementProtocol.Cwmp, GatewayProfile.P4, _ => { });
        await Eventually.TrueAsync(() => Task.FromResult(home.Gateway.Model.Read("Device.Firewall.Chain.").Any(r => r.Value == "Drop")), "the rules are there", () => _acs.StoryAsync(home.Id));
        await _acs.ConvergesAsync(home.Id);
        Assert.That(home.Gateway.Model.Read(Pins), Is.Empty);
    }

    [TestCase(ManagementProtocol.Cwmp)]
    [TestCase(ManagementProtocol.Usp)]
    public async Task A_gateway_that_keeps_no_addresses_has_its_rules_all_the_same_and_the_host_says_what_is_missing(ManagementProtocol protocol)
    {
        await using var home = await HomeAsync(protocol, GatewayProfile.P2, g => g.Faults = new Faults { RejectWrites = new WriteRefusal(Pins, 9001) }, serial: "REFUSES");
        await _acs.IsAsync(
            home.Id,
            d => d.GetProperty("convergence").GetProperty("state").GetString() == "converged"
                && d.GetProperty("convergence").GetProperty("reason").GetString()!.Contains($"dhcp-pin {Camera}", StringComparison.Ordinal),
            "it converges without what it refuses");
        await Eventually.TrueAsync(() => Task.FromResult(home.Gateway.Model.Read("Device.Firewall.Chain.").Any(r => r.Value == "Drop")), "the rules are there", () => _acs.StoryAsync(home.Id));
        Assert.That(Rows(home), Is.Empty);
        await Eventually.TrueAsync(
            async () => (await _acs.GetAsync($"devices/{Uri.EscapeDataString(home.Id)}/hosts"))!.Value.ToString() is var hosts
                && hosts.Contains("address-not-kept", StringComparison.Ordinal) && hosts.Contains("does not keep its address", StringComparison.Ordinal),
            "the host says so",
            () => _acs.StoryAsync(home.Id));

        await Eventually.TrueAsync(
            async () => (await _acs.GetAsync($"devices/{Uri.EscapeDataString(home.Id)}/firewall"))!.Value.GetProperty("standing") is var standing
                && standing.GetProperty("trial").ValueKind == System.Text.Json.JsonValueKind.Null && standing.GetProperty("confirmed").ValueKind == System.Text.Json.JsonValueKind.String
                && await _acs.ConvergenceAsync(home.Id) == "converged",
            "it has come to rest",
            () => _acs.StoryAsync(home.Id));

        // A person has it tried again, and the gateway has learnt it meanwhile.
        home.Gateway.Faults = Faults.None;
        await _acs.SendAsync(HttpMethod.Post, $"devices/{Uri.EscapeDataString(home.Id)}/firewall/repair");
        await PinsAsync(home, $"{Bulb} 192.168.1.31 true", $"{Camera} 192.168.1.20 true");
    }

    [TestCase("Off", GatewayProfile.P2, 0)]
    [TestCase("Always", GatewayProfile.P4, 2)]
    public async Task The_ISP_decides_whose_addresses_are_kept(string pins, GatewayProfile profile, int rows)
    {
        await using var acs = await AcsAsync(("Acs:Firewall:PinAddresses", pins));
        await using var home = await HomeAsync(ManagementProtocol.Cwmp, profile, _ => { }, acs, "DECIDES");
        await Eventually.TrueAsync(
            async () => home.Gateway.Model.Read("Device.Firewall.Chain.").Any(r => r.Value == "Drop") && Rows(home).Count() == rows && await acs.ConvergenceAsync(home.Id) == "converged",
            $"rules, and {rows} addresses kept",
            () => acs.StoryAsync(home.Id));
        Assert.That(Rows(home).Count(), Is.EqualTo(rows));
    }

    private Task<TestGateway> HomeAsync(ManagementProtocol protocol, GatewayProfile profile, Action<Gateway> more, TestAcs? acs = null, string serial = "PINS") =>
        TestGateway.StartAsync(acs ?? _acs, protocol, new GatewayOptions { SerialNumber = $"{serial}-{protocol}-{profile}", Profile = profile }, g =>
        {
            g.Lan.Join(CameraAt("192.168.1.20"));
            g.Lan.Join(new LanHost(Bulb, "hall", IPAddress.Parse("192.168.1.31")) { MudUrl = _maker.UrlOf("bulb").AbsoluteUri });
            more(g);
        });

    private Task<TestAcs> AcsAsync(params (string Key, string? Value)[] more) => TestAcs.StartAsync([
        .. more, .. SimulatedManufacturer.Names.Select(n => ($"Acs:Mud:Names:{n.Key}", (string?)string.Join(',', n.Value))),
        ("Acs:Mud:TrustAnchors:0", _anchors.Path), ("Acs:Mud:TlsAnchors:0", _anchors.Path), ("Acs:Mud:AllowPrivateAddresses", "true"), ("Acs:Wake:PerMinute", "1000")]);

    private LanHost CameraAt(string address) => new(Camera, "doorstep", IPAddress.Parse(address)) { MudUrl = _maker.UrlOf("camera").AbsoluteUri };

    private Task<System.Text.Json.JsonElement> ModeAsync(TestGateway home, string mac, string mode) =>
        _acs.SendAsync(HttpMethod.Put, $"devices/{Uri.EscapeDataString(home.Id)}/hosts/{mac}/mud", new { mode });

    private Task PinsAsync(TestGateway home, params string[] wanted) => Eventually.TrueAsync(
        () => Task.FromResult(Rows(home).Order(StringComparer.Ordinal).SequenceEqual(wanted.Order(StringComparer.Ordinal))),
        $"addresses kept: {string.Join(", ", wanted)}",
        async () => $"{string.Join(", ", Rows(home))} {await _acs.StoryAsync(home.Id)}");

    private static IEnumerable<string> Rows(TestGateway home) => home.Gateway.Model.Read(Pins)
        .GroupBy(r => r.Owner.Path)
        .Select(row => string.Join(' ', ((string[])["Chaddr", "Yiaddr", "Enable"]).Select(n => row.Single(r => r.Template.Name == n).Value)));
}
