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
        var options = Options.Create(new FlowOptions { FindingsPerHost = 3 });
        var policies = new HostPolicies(new GatewayFactsLoader(contexts, _node.Get<IOptionsMonitor<FirewallOptions>>(), _node.Get<IOptions<MudOptions>>(), _node.Time));
        _intake = new FlowIntake(
            policies, _node.Commit, new ExposureCatalogue(), options, _node.Get<IOptions<ProvisioningOptions>>(), _node.Get<IMeterFactory>(), _node.Time);
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

    private Task<FlowReceipt> TakeAsync(long home, params FlowRecord[] flows) => _intake.TakeAsync([.. flows.Select(f => (home, f))], CancellationToken.None);

    private FlowRecord Flow(string peer, int port) =>
        new(IPAddress.Parse("192.168.1.20"), 50000, IPAddress.Parse(peer), port, 6, 2, 100, null, _node.Time.GetUtcNow(), Mac);
}
