using System.Net;
using System.Text.Json;
using CpeSimulator;
using CpeSimulator.DataModels;
using CpeSimulator.Firewalls;
using CpeSimulator.Lan;
using CpeSimulator.Manufacturer;
using Microsoft.Extensions.DependencyInjection;
using Provisioning.Firewall.Trials;

namespace EndToEnd.Tests.Mud;

/// <summary>A gateway that its new firewall cuts off has the old one again when it comes back.</summary>
[NonParallelizable]
internal sealed class LostGateways_Tests
{
    private const string Camera = "02:00:00:00:1e:01";

    private static readonly IPAddress CameraAddress = IPAddress.Parse("192.168.1.20");
    private static readonly IPAddress New = IPAddress.Parse("203.0.113.9");
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

    [TestCase(ManagementProtocol.Cwmp, GatewayProfile.P4)]
    [TestCase(ManagementProtocol.Usp, GatewayProfile.P4)]
    [TestCase(ManagementProtocol.Cwmp, GatewayProfile.P1)]
    public async Task A_gateway_that_falls_silent_has_its_old_rules_back_and_then_the_new_ones_once_more(ManagementProtocol protocol, GatewayProfile profile)
    {
        await using var acs = await AcsAsync("00:00:15");
        await using var home = await ConfirmedAsync(acs, protocol, profile);
        var before = (await FirewallAsync(acs, home)).GetProperty("standing").GetProperty("confirmed").GetString();
        home.Gateway.Faults = new Faults { LosesContactAfterFirewallSwitch = true };
        await AllowAsync(acs, home);
        await Eventually.TrueAsync(() => Task.FromResult(home.Gateway.IsCutOff), "it cuts itself off", () => acs.StoryAsync(home.Id));
        if (profile != GatewayProfile.P1)
        {
            // Without chains the old rules decide until they are taken away.
            Assert.That(Passes(home, New), Is.True, "the new rules were in force when it went silent");
        }

        await UndoneAsync(acs, home, async () => await acs.Services.GetRequiredService<LostFirewalls>().RunAsync(TimeProvider.System.GetUtcNow(), CancellationToken.None));
        Assert.That(await acs.ConvergenceAsync(home.Id), Is.EqualTo("pending"), "nobody could tell it");

        home.Gateway.Faults = Faults.None;
        using var end = new CancellationTokenSource();
        var hadOld = HadOldAsync(home, end.Token);
        home.Gateway.Reconnect();
        await NewAtLastAsync(acs, home, before!);
        await end.CancelAsync();
        Assert.That(await hadOld, Is.True, "the old rules held in between");

        var story = (await acs.EventsAsync(home.Id)).Select(e => e.GetProperty("kind").GetString()!).ToList();
        Assert.That(
            story.Where(k => k is "firewall.undone" or "firewall.retry" or "firewall.held"), Is.EquivalentTo(new[] { "firewall.undone", "firewall.retry" }), await acs.StoryAsync(home.Id));
    }

    [TestCase(ManagementProtocol.Cwmp)]
    [TestCase(ManagementProtocol.Usp)]
    public async Task A_gateway_that_somebody_restarts_because_it_was_cut_off_has_its_old_rules_at_once(ManagementProtocol protocol)
    {
        await using var acs = await AcsAsync("01:00:00");
        await using var home = await ConfirmedAsync(acs, protocol, GatewayProfile.P2);
        var before = (await FirewallAsync(acs, home)).GetProperty("standing").GetProperty("confirmed").GetString();
        home.Gateway.Faults = new Faults { LosesContactAfterFirewallSwitch = true };
        await AllowAsync(acs, home);
        await Eventually.TrueAsync(() => Task.FromResult(home.Gateway.IsCutOff), "it cuts itself off", () => acs.StoryAsync(home.Id));

        home.Gateway.Faults = Faults.None;
        home.Gateway.PowerCycle();
        home.Gateway.Reconnect();
        await UndoneAsync(acs, home, () => Task.CompletedTask);
        await OldAgainAsync(acs, home, before!);

        await acs.SendAsync(HttpMethod.Post, $"{Device(home)}/firewall/retry");
        await NewAtLastAsync(acs, home, before!);
    }

    private static async Task<bool> HadOldAsync(TestGateway home, CancellationToken end)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(5));
        while (Passes(home, New) || !Passes(home, Known))
        {
            try
            {
                await timer.WaitForNextTickAsync(end);
            }
            catch (OperationCanceledException)
            {
                return false;
            }
        }

        return true;
    }

    private static async Task NewAtLastAsync(TestAcs acs, TestGateway home, string before)
    {
        await StandingAsync(acs, home, s => s.GetProperty("undone").ValueKind == JsonValueKind.Null && s.GetProperty("confirmed").GetString() is { } now && now != before, "the new firewall is confirmed");
        Assert.That(Passes(home, New), Is.True);
        await acs.ConvergesAsync(home.Id);
    }

    private static async Task OldAgainAsync(TestAcs acs, TestGateway home, string before)
    {
        await Eventually.TrueAsync(() => Task.FromResult(!Passes(home, New) && Passes(home, Known)), "the old rules hold", () => acs.StoryAsync(home.Id));
        await StandingAsync(
            acs, home, s => s.GetProperty("confirmed").GetString() == before && s.GetProperty("trial").ValueKind == JsonValueKind.Null && s.GetProperty("undone").GetProperty("isHeld").GetBoolean(), "what lost it is held");
        await acs.IsAsync(
            home.Id,
            d => d.GetProperty("convergence").GetProperty("state").GetString() == "converged" && d.GetProperty("convergence").GetProperty("reason").GetString()!.Contains("held back", StringComparison.Ordinal),
            "it converges and says what is held");
        await Eventually.TrueAsync(
            async () => (await acs.GetAsync($"{Device(home)}/hosts"))!.Value.GetProperty("items")[0].GetProperty("mud") is var mud
                && mud.GetProperty("state").GetString() == "failed" && mud.GetProperty("reason").GetString()!.StartsWith("The gateway was lost with these rules", StringComparison.Ordinal),
            "the host says so",
            () => acs.StoryAsync(home.Id));
    }

    private static async Task UndoneAsync(TestAcs acs, TestGateway home, Func<Task> sweep) => await Eventually.TrueAsync(
        async () =>
        {
            await sweep();
            return (await acs.EventsAsync(home.Id)).Any(e => e.GetProperty("kind").GetString() == "firewall.undone");
        },
        "its firewall is taken back",
        async () => $"{await FirewallAsync(acs, home)} {await acs.StoryAsync(home.Id)}");

    private Task<TestAcs> AcsAsync(string lostAfter) => TestAcs.StartAsync([
        .. SimulatedManufacturer.Names.Select(n => ($"Acs:Mud:Names:{n.Key}", (string?)string.Join(',', n.Value))),
        ("Acs:Mud:TrustAnchors:0", _anchors.Path), ("Acs:Mud:TlsAnchors:0", _anchors.Path), ("Acs:Mud:AllowPrivateAddresses", "true"), ("Acs:Wake:PerMinute", "1000"),
        ("Acs:Firewall:LostAfter", lostAfter)]);

    private async Task<TestGateway> ConfirmedAsync(TestAcs acs, ManagementProtocol protocol, GatewayProfile profile)
    {
        var home = await TestGateway.StartAsync(acs, protocol, new GatewayOptions { SerialNumber = $"LOST-{protocol}-{profile}", Profile = profile, PeriodicInterval = TimeSpan.FromSeconds(2) }, g =>
            g.Lan.Join(new LanHost(Camera, "doorstep", CameraAddress) { MudUrl = _maker.UrlOf("camera").AbsoluteUri }));
        await Eventually.TrueAsync(() => Task.FromResult(Passes(home, Known) && !Passes(home, New)), "the rules are in force", () => acs.StoryAsync(home.Id));
        await StandingAsync(
            acs, home, s => s.GetProperty("confirmed").ValueKind == JsonValueKind.String && s.GetProperty("trial").ValueKind == JsonValueKind.Null, "they are confirmed");
        await acs.ConvergesAsync(home.Id);
        return home;
    }

    private static Task<JsonElement> AllowAsync(TestAcs acs, TestGateway home) =>
        acs.SendAsync(HttpMethod.Post, $"{Device(home)}/hosts/{Camera}/policy", new { action = "allow", peer = "203.0.113.0/24", protocol = "tcp", port = 443 });

    private static Task StandingAsync(TestAcs acs, TestGateway home, Func<JsonElement, bool> holds, string what) => Eventually.TrueAsync(
        async () => holds((await FirewallAsync(acs, home)).GetProperty("standing")), what, async () => $"{(await FirewallAsync(acs, home)).GetProperty("standing")} {await acs.StoryAsync(home.Id)}");

    private static async Task<JsonElement> FirewallAsync(TestAcs acs, TestGateway home) => await acs.SendAsync(HttpMethod.Get, $"{Device(home)}/firewall");

    private static string Device(TestGateway home) => $"devices/{Uri.EscapeDataString(home.Id)}";

    private static bool Passes(TestGateway home, IPAddress destination) => home.Gateway.Lan.WouldPass(Camera, new Packet(6, CameraAddress, destination, 50000, 443));
}
