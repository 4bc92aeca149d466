using System.Net;
using System.Text.Json;
using CpeSimulator;
using CpeSimulator.DataModels;
using CpeSimulator.Firewalls;
using CpeSimulator.Lan;
using CpeSimulator.Manufacturer;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Provisioning.Flows.Counters;
using Provisioning.Flows.Sources;
using Provisioning.Storage;

namespace EndToEnd.Tests.Mud;

/// <summary>What a camera tries and its gateway's rules drop is found out from what the gateway itself tells: its log, its bulk data, its events.</summary>
[NonParallelizable]
internal sealed class FlowSources_Tests
{
    private const string Camera = "02:00:00:00:1d:01";
    private const string Stranger = "198.51.100.7";

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
            ("Acs:Firewall:LogDrops", "true"), ("Acs:Flows:LogEvery", "01:00:00"), ("Acs:Flows:CountersEvery", "00:01:00"),
            ("Acs:Usp:Subscriptions:0:Id", "drops"), ("Acs:Usp:Subscriptions:0:NotifType", "Event"), ("Acs:Usp:Subscriptions:0:ReferenceList", "Device.X_ACS-STREET_Flows.Dropped!")]);
    }

    [OneTimeTearDown]
    public async Task StopAsync()
    {
        await _acs.DisposeAsync();
        _anchors.Dispose();
        await _maker.DisposeAsync();
    }

    [Test]
    public async Task A_log_that_is_uploaded_is_read_and_the_clock_fetches_one_in_the_time_that_is_set()
    {
        await using var home = await HomeAsync(ManagementProtocol.Cwmp, "LOG");
        var device = $"devices/{Uri.EscapeDataString(home.Id)}";
        Assert.That(Misbehave(home, 8443).Passes, Is.False);
        await _acs.SendAsync(HttpMethod.Post, $"{device}/operations", new { type = "upload", fileType = "2 Vendor Log File" });
        await FoundAsync(home, 8443);

        // However often the clock strikes; it may have struck before.
        for (var i = 0; i < 3; i++)
        {
            await _acs.Services.GetRequiredService<LogFetch>().RunAsync(CancellationToken.None);
        }

        await using var db = await _acs.Services.GetRequiredService<IDbContextFactory<AcsDbContext>>().CreateDbContextAsync();
        Assert.That(await db.Operations.Where(o => o.Author == "flows" && db.Devices.Any(d => d.Id == o.DeviceId && d.SerialNumber == "FLOWS-LOG")).CountAsync(), Is.EqualTo(1));
    }

    [Test]
    public async Task An_event_of_the_agent_tells_of_each_dropped_packet()
    {
        await using var home = await HomeAsync(ManagementProtocol.Usp, "EVENT");
        await Eventually.TrueAsync(
            () => Task.FromResult(home.Gateway.Model.Read("Device.LocalAgent.Subscription.").Any(r => r.Value.Contains("Dropped!", StringComparison.Ordinal))),
            "the event is subscribed to",
            () => _acs.StoryAsync(home.Id));
        await _acs.ConvergesAsync(home.Id);
        Assert.That(Misbehave(home, 9443).Passes, Is.False);
        await FoundAsync(home, 9443);
        var events = (await _acs.GetAsync("events?limit=200"))!.Value.ToString();
        Assert.That(events, Does.Not.Contain("Dropped!"), "a flow is no line of the history");
    }

    [TestCase(ManagementProtocol.Cwmp)]
    [TestCase(ManagementProtocol.Usp)]
    public async Task Bulk_data_brings_rows_of_flows_and_they_are_no_series(ManagementProtocol protocol)
    {
        await using var home = await HomeAsync(protocol, $"BULK-{protocol}");

        // In the table only: no event tells of it.
        home.Gateway.Model.AddOwn(
            "Device.X_ACS-STREET_Flows.Flow.",
            ("SourceIPAddress", "192.168.1.20"), ("SourcePort", "50000"), ("SourceMACAddress", Camera), ("DestIPAddress", Stranger), ("DestPort", "7443"), ("Protocol", "6"));
        await _acs.SendAsync(HttpMethod.Put, "bulkdata/profiles/flows", new
        {
            search = $"serial:FLOWS-BULK-{protocol}", references = (string[])["Device.X_ACS-STREET_Flows.Flow.", "Device.DeviceInfo.UpTime"], intervalSeconds = 1, format = "nameValuePair",
            compression = "none",
        });
        await FoundAsync(home, 7443);
        var names = (await _acs.SendAsync(HttpMethod.Get, $"devices/{Uri.EscapeDataString(home.Id)}/series/names")).GetProperty("items").ToString();
        Assert.That(names, Does.Contain("UpTime").And.Not.Contain("X_ACS-STREET"), "what came with them is a series");
        await _acs.SendAsync(HttpMethod.Delete, "bulkdata/profiles/flows");
    }

    [TestCase(ManagementProtocol.Cwmp)]
    [TestCase(ManagementProtocol.Usp)]
    public async Task Counters_of_rules_are_read_and_say_what_was_dropped_of_a_host_and_which_permissions_are_used(ManagementProtocol protocol)
    {
        await using var home = await HomeAsync(protocol, $"COUNT-{protocol}");
        // As often as the clock strikes until the counters have come; between them the gateway is asked.
        var stream = SimulatedManufacturer.Names["stream.argus.example"][0];
        Assert.That(Misbehave(home, 8443).Passes, Is.False);
        Assert.That(home.Gateway.Lan.Send(Camera, new Packet(6, IPAddress.Parse("192.168.1.20"), IPAddress.Parse(stream), 50001, 443)).Passes, Is.True);
        var work = _acs.Services.GetRequiredService<CounterWork>();
        await Eventually.TrueAsync(
            async () =>
            {
                await AgainAsync();
                await work.RunAsync(CancellationToken.None);
                return (await FindingsAsync(home)).Contains("dropped any 0");
            },
            "the drop is counted",
            async () => $"{string.Join(", ", await FindingsAsync(home))} {await _acs.StoryAsync(home.Id)}");
        await using var db = await _acs.Services.GetRequiredService<IDbContextFactory<AcsDbContext>>().CreateDbContextAsync();
        var uses = await db.AceUses.Where(u => db.MudFiles.Any(f => f.Id == u.MudFileId && f.Url == _maker.UrlOf("camera").AbsoluteUri)).ToListAsync();
        Assert.That(uses.Select(u => u.Packets), Has.Some.GreaterThan(0), "the permission is seen to be used");
    }

    /// <summary>Looks are due again at once.</summary>
    private async Task AgainAsync()
    {
        await using var db = await _acs.Services.GetRequiredService<IDbContextFactory<AcsDbContext>>().CreateDbContextAsync();
        await db.FlowCounters.Where(c => c.Row == "").ExecuteDeleteAsync();
    }

    private async Task<TestGateway> HomeAsync(ManagementProtocol protocol, string serial)
    {
        var home = await TestGateway.StartAsync(_acs, protocol, new GatewayOptions { SerialNumber = $"FLOWS-{serial}" }, g =>
            g.Lan.Join(new LanHost(Camera, "doorstep", IPAddress.Parse("192.168.1.20")) { MudUrl = _maker.UrlOf("camera").AbsoluteUri }));
        await Eventually.TrueAsync(() => Task.FromResult(!home.Gateway.Lan.WouldPass(Camera, Packet(8443))), "the rules are there", () => _acs.StoryAsync(home.Id));
        await _acs.ConvergesAsync(home.Id);
        return home;
    }

    private static Verdict Misbehave(TestGateway home, int port) => home.Gateway.Lan.Send(Camera, Packet(port));

    private static Packet Packet(int port) => new(6, IPAddress.Parse("192.168.1.20"), IPAddress.Parse(Stranger), 50000, port);

    private Task FoundAsync(TestGateway home, int port) => Eventually.TrueAsync(
        async () => (await FindingsAsync(home)).Contains($"undeclared {Stranger} {port}"),
        $"port {port} is found",
        async () => $"{string.Join(", ", await FindingsAsync(home))} {await _acs.StoryAsync(home.Id)}");

    private async Task<IReadOnlyList<string>> FindingsAsync(TestGateway home) =>
        await _acs.GetAsync($"devices/{Uri.EscapeDataString(home.Id)}/hosts/{Camera}/findings") is { } found
            ? [.. found.GetProperty("items").EnumerateArray().Select(f => $"{Text(f, "kind")} {Text(f, "peer")} {f.GetProperty("port")}")]
            : [];

    private static string? Text(JsonElement of, string name) => of.GetProperty(name).GetString();
}
