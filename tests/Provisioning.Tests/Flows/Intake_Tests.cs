using System.Diagnostics.Metrics;
using System.Net;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Provisioning.Devices;
using Provisioning.Firewall;
using Provisioning.Firewall.Compilation;
using Provisioning.Flows;
using Provisioning.Jobs;
using Provisioning.Mud;
using Provisioning.Storage;
using Provisioning.Storage.Rows;
using Provisioning.Tests.Fleet;
using Provisioning.Tests.Mud;

namespace Provisioning.Tests.Flows;

/// <summary>What observed flows leave in the database: once, within bounds, by model without homes, and for a time.</summary>
[TestFixture(DatabaseProvider.Sqlite)]
[TestFixture(DatabaseProvider.PostgreSql)]
internal sealed class Intake_Tests(DatabaseProvider provider)
{
    private const string Url = "https://lamps.example/mud/glow3.json";
    private const string Mac = "02:00:00:00:00:01";

    private FleetNode _node = null!;
    private FlowIntake _intake = null!;
    private ModelFindings _models = null!;

    [SetUp]
    public async Task StartAsync()
    {
        _node = await FleetNode.StartAsync(provider);
        var contexts = _node.Get<IDbContextFactory<AcsDbContext>>();
        var options = Options.Create(new FlowOptions { FindingsPerHost = 3, RecentPerHost = 5 });
        var policies = new HostPolicies(new GatewayFactsLoader(contexts, _node.Get<IOptionsMonitor<FirewallOptions>>(), _node.Get<IOptions<MudOptions>>(), _node.Time));
        _intake = new FlowIntake(
            contexts, policies, _node.Commit, new ExposureCatalogue(), options, _node.Get<IOptions<ProvisioningOptions>>(), _node.Get<IMeterFactory>(), _node.Time);
        _models = new ModelFindings(contexts, options, _node.Time);
        await _node.WriteAsync(db =>
        {
            db.MudFiles.Add(new MudFileRow { Url = Url, Content = Encoding.UTF8.GetBytes(MudText.Lamp), Sha256 = "abc", State = MudFileState.Good });
            db.ResolvedNames.Add(new ResolvedNameRow { Name = "api.lamps.example", Addresses = """{"203.0.113.10":"2027-01-01T00:00:00Z"}""" });
        });
    }

    [TearDown]
    public async Task StopAsync() => await _node.DisposeAsync();

    [TestCase(MudMode.Enforce)]
    [TestCase(MudMode.Observe)]
    [TestCase(MudMode.Off)]
    public async Task A_finding_is_one_row_however_often_it_comes_and_what_is_declared_is_none(MudMode mode)
    {
        var home = await HomeAsync("ONE", mode);
        var receipt = await TakeAsync(home, Flow("203.0.113.10", 443), Flow("203.0.113.66", 443), Flow("203.0.113.66", 443));
        Assert.That(receipt, Is.EqualTo(new FlowReceipt(3, 0, 0, 1)));
        _node.Time.Advance(TimeSpan.FromHours(1));
        await TakeAsync(home, Flow("203.0.113.66", 443));

        var row = await _node.ReadAsync(db => db.FlowFindings.SingleAsync());
        Assert.That((row.Kind, row.Peer, row.Port, row.Count, row.Packets, row.Bytes), Is.EqualTo((FindingKind.Undeclared, "203.0.113.66", 443, 3L, 6L, 300L)));
        Assert.That((row.MudUrl, row.Sha256, row.LastSeenAt - row.FirstSeenAt), Is.EqualTo((Url, "abc", TimeSpan.FromHours(1))));
        var use = await _node.ReadAsync(db => db.AceUses.SingleAsync());
        Assert.That((use.Ace, use.Flows, use.Packets), Is.EqualTo(("v4-from/cloud", 1L, 2L)));
        Assert.That(await _node.ReadAsync(db => db.DeviceEvents.CountAsync(e => e.Kind == "mud.finding")), Is.EqualTo(1), "told once");
    }

    [Test]
    public async Task Beyond_its_rows_a_host_is_counted_only_and_strangers_are_dropped()
    {
        var home = await HomeAsync("MANY");
        var receipt = await TakeAsync(home, [.. Enumerable.Range(1, 10).Select(i => Flow($"198.51.100.{i}", 443)), Flow("203.0.113.66", 443) with { SourceMac = "02:00:00:00:00:99" }]);
        Assert.That((receipt.Taken, receipt.UnknownHosts), Is.EqualTo((10, 1)));
        Assert.That(await _node.ReadAsync(db => db.FlowFindings.CountAsync()), Is.EqualTo(3));
        Assert.That(await _node.ReadAsync(db => db.ObservedHosts.Select(h => new { h.Flows, h.Beyond }).SingleAsync()), Is.EqualTo(new { Flows = 10L, Beyond = 7L }));
    }

    [Test]
    public async Task A_row_of_a_table_counts_once_however_often_it_is_reported_and_its_counters_by_what_is_new()
    {
        var home = await HomeAsync("TABLE");
        var row = Flow("203.0.113.66", 443) with { Row = "Device.X_ISP_Conn.Entry.7.", Packets = 10, Octets = 1000 };
        await ReportAsync(home, row, Flow("203.0.113.67", 443) with { Row = "Device.X_ISP_Conn.Entry.8." });
        await ReportAsync(home, row);
        await ReportAsync(home, row with { Packets = 25, Octets = 1500 }, row with { Packets = 30, Octets = 2000 });
        Assert.That(await CountsAsync("203.0.113.66"), Is.EqualTo((1L, 30L, 2000L)), "one flow, what it came to at last");

        await ReportAsync(home, row with { Packets = 4, Octets = 400 });
        Assert.That(await CountsAsync("203.0.113.66"), Is.EqualTo((2L, 34L, 2400L)), "lower than before: it began anew");
        await ReportAsync(home, Flow("203.0.113.68", 443) with { Row = row.Row, Packets = 50, Octets = 5000 });
        Assert.That(await CountsAsync("203.0.113.68"), Is.EqualTo((1L, 50L, 5000L)), "the row is another flow's now");
        Assert.That(await _node.ReadAsync(db => db.FlowCounters.CountAsync()), Is.EqualTo(2));
    }

    [Test]
    public async Task What_a_host_opens_is_remembered_for_short_and_within_bounds_permitted_or_not()
    {
        var home = await HomeAsync("RECENT");
        await TakeAsync(home, [.. Enumerable.Range(1, 8).Select(i => Flow($"203.0.113.{i}", 443) with { EndedAt = _node.Time.GetUtcNow().AddMinutes(-i) })]);
        await TakeAsync(home, Flow("203.0.113.10", 443) with { TranslatedSource = IPAddress.Parse("198.51.100.2"), TranslatedPort = 61001 }, Flow("203.0.113.10", 443) with { TranslatedPort = 61002 }, Flow("192.168.1.7", 80));

        var rows = await _node.ReadAsync(db => db.ObservedFlows.OrderByDescending(f => f.LastSeenAt).ToListAsync());
        Assert.That(rows.Select(f => f.Peer), Is.EquivalentTo(new[] { "203.0.113.10", "203.0.113.1", "203.0.113.2", "203.0.113.3", "203.0.113.4" }), "the newest, none within the home");
        var permitted = rows.Single(f => f.Peer == "203.0.113.10");
        Assert.That((permitted.SourcePorts, permitted.TranslatedSource), Is.EqualTo(("61002 61001", "198.51.100.2")));
        _node.Time.Advance(TimeSpan.FromDays(2));
        await _node.Get<Retention>().RunAsync(CancellationToken.None);
        Assert.That(await _node.ReadAsync(db => db.ObservedFlows.CountAsync()), Is.Zero);
    }

    [Test]
    public async Task A_host_whose_address_is_made_of_its_hardware_address_is_found_out()
    {
        const string burnt = "00:17:88:01:02:03";
        var home = await HomeAsync("EUI64");
        await _node.WriteAsync(db => db.Hosts.Add(new HostRow { DeviceId = home, Mac = burnt, Addresses = "2001:db8:1::217:88ff:fe01:203", Active = true, MudUrl = Url, Mode = MudMode.Observe }));
        await TakeAsync(home, Flow("203.0.113.10", 443) with
        {
            Source = IPAddress.Parse("2001:db8:1::217:88ff:fe01:203"), Destination = IPAddress.Parse("2001:db8:ffff::9"), SourceMac = burnt,
        });
        var found = await _node.ReadAsync(db => db.FlowFindings.SingleAsync(f => f.Kind == FindingKind.HardwareAddress));
        Assert.That((found.Mac, found.Peer), Is.EqualTo((burnt, "2001:db8:ffff::9")));
        Assert.That((await _models.RankingAsync(CancellationToken.None)).Single().ByKind[FindingKind.HardwareAddress], Is.EqualTo(1));
    }

    [Test]
    public async Task A_host_that_comes_under_another_URL_begins_anew()
    {
        var home = await HomeAsync("URL");
        await TakeAsync(home, Flow("203.0.113.66", 23), Flow("203.0.113.66", 23));
        await _node.Commit.CommitAsync((db, token) => db.Hosts.ExecuteUpdateAsync(h => h.SetProperty(x => x.MudUrl, (string?)null), token), CancellationToken.None);
        await TakeAsync(home, Flow("203.0.113.66", 23));

        var plain = await _node.ReadAsync(db => db.FlowFindings.SingleAsync(f => f.Kind == FindingKind.PlainText));
        Assert.That((plain.MudUrl, plain.Count), Is.EqualTo(((string?)null, 1L)));
        Assert.That(await _models.RankingAsync(CancellationToken.None), Is.Empty, "no host of the model is observed any more");
    }

    [Test]
    public async Task By_model_homes_are_counted_and_not_named()
    {
        for (var i = 0; i < 3; i++)
        {
            await TakeAsync(await HomeAsync($"HOME-{i}"), Flow("203.0.113.66", 443), Flow($"192.168.1.{100 + i}", 443));
        }

        await HomeAsync("SILENT");
        var evidence = await _models.EvidenceAsync(Url, CancellationToken.None);
        Assert.That(evidence.Select(e => (e.Peer, e.Homes, e.Flows)), Is.EquivalentTo(new[] { ("203.0.113.66", 3, 3L), ("local", 3, 3L) }));
        var model = (await _models.RankingAsync(CancellationToken.None)).Single();
        Assert.That((model.Url, model.Manufacturer, model.Hosts, model.Observed, model.WithFindings, model.Exposure), Is.EqualTo((Url, "lamps.example", 4, 3, 3, 0.75)));
        Assert.That((await _models.UndeclaredPacketsAsync(Url, CancellationToken.None))[true], Is.EqualTo(12));

        _node.Time.Advance(TimeSpan.FromDays(14));
        Assert.That((await _models.UnusedAsync(Url, CancellationToken.None))!.Aces, Does.Contain("v4-from/cloud"));
        await TakeAsync(await HomeAsync("USER"), Flow("203.0.113.10", 443));
        Assert.That((await _models.UnusedAsync(Url, CancellationToken.None))!.Aces, Does.Not.Contain("v4-from/cloud").And.Contain("v4-from/switch"));
    }

    [Test]
    public async Task What_others_open_and_what_is_forbidden_says_nothing_against_the_model()
    {
        var home = await HomeAsync("FAIR");
        await _node.WriteAsync(db => db.PolicyEntries.Add(new PolicyEntryRow { Id = Guid.NewGuid(), Peer = "203.0.113.10", FromDevice = true, Author = "isp" }));
        await TakeAsync(home, Flow("203.0.113.10", 443), new FlowRecord(
            IPAddress.Parse("203.0.113.77"), 40000, IPAddress.Parse("192.168.1.20"), 9999, 6, 1, 40, null, null, null));

        Assert.That(await _node.ReadAsync(db => db.FlowFindings.Select(f => f.Kind).ToListAsync()), Is.EquivalentTo(new[] { FindingKind.Forbidden, FindingKind.Undeclared }));
        var model = (await _models.RankingAsync(CancellationToken.None)).Single();
        Assert.That((model.Observed, model.WithFindings, model.Exposure), Is.EqualTo((1, 0, 0d)));
    }

    [Test]
    public async Task Findings_end_with_their_time_and_with_their_device()
    {
        var (old, gone) = (await HomeAsync("OLD"), await HomeAsync("GONE"));
        await TakeAsync(old, Flow("203.0.113.66", 443), Flow("203.0.113.10", 443));
        _node.Time.Advance(TimeSpan.FromDays(31));
        await TakeAsync(gone, Flow("203.0.113.66", 443) with { EndedAt = _node.Time.GetUtcNow().AddYears(-40) });
        await _node.Get<Retention>().RunAsync(CancellationToken.None);
        Assert.That(await _node.ReadAsync(db => db.FlowFindings.Select(f => f.DeviceId).SingleAsync()), Is.EqualTo(gone), "a clock that is wrong leaves the time of arrival");
        Assert.That(await _node.ReadAsync(db => db.AceUses.CountAsync()), Is.Zero);

        await _node.Administration.ForgetAsync(new DeviceId("00D09E", "Gw", "GONE").ToString(), "test", CancellationToken.None);
        Assert.That(await _node.ReadAsync(async db => await db.FlowFindings.CountAsync() + await db.ObservedHosts.CountAsync()), Is.Zero);
    }

    private async Task<long> HomeAsync(string serial, MudMode mode = MudMode.Enforce)
    {
        await using (await _node.OpenAsync(_node.Contact(serial)))
        {
        }

        var id = await _node.ReadAsync(db => db.Devices.Where(d => d.SerialNumber == serial).Select(d => d.Id).SingleAsync());
        await _node.WriteAsync(db => db.Hosts.Add(new HostRow { DeviceId = id, Mac = Mac, Addresses = "192.168.1.20", Active = true, MudUrl = Url, Mode = mode }));
        return id;
    }

    private Task ReportAsync(long home, params FlowRecord[] flows) => _intake.TakeAsync(home, flows, (_, _) => Task.CompletedTask, CancellationToken.None);

    private async Task<(long Flows, long Packets, long Octets)> CountsAsync(string peer)
    {
        var row = await _node.ReadAsync(db => db.FlowFindings.SingleAsync(f => f.Peer == peer));
        return (row.Count, row.Packets, row.Bytes);
    }

    private Task<FlowReceipt> TakeAsync(long home, params FlowRecord[] flows) => _intake.TakeAsync([.. flows.Select(f => (home, f))], CancellationToken.None);

    private FlowRecord Flow(string peer, int port) =>
        new(IPAddress.Parse("192.168.1.20"), 50000, IPAddress.Parse(peer), port, 6, 2, 100, null, _node.Time.GetUtcNow(), Mac);
}
