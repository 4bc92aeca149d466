using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Provisioning.Campaigns;
using Provisioning.Devices;
using Provisioning.Mud;
using Provisioning.Mud.Versions;
using Provisioning.Storage.Rows;

namespace Provisioning.Tests.Campaigns;

/// <summary>A version of a MUD file that waits, rolled out: the gateways' compiling and conversations are what the test says they are.</summary>
public sealed class MudVersionCampaign_Tests
{
    private const string Url = "https://maker.example/camera.json";

    private static readonly string Old = new('0', 64);
    private static readonly string New = new('a', 64);

    private CampaignBench _bench = null!;

    [SetUp]
    public async Task StartAsync()
    {
        _bench = new CampaignBench();
        await using var db = _bench.CreateDbContext();
        var content = System.Text.Encoding.UTF8.GetBytes("{}");
        db.MudFiles.Add(new MudFileRow { Id = 7, Url = Url, State = MudFileState.Good, Sha256 = Old, Content = content, WaitingSha256 = New });
        db.MudFileVersions.Add(new MudFileVersionRow { MudFileId = 7, Sha256 = Old, Content = content, State = MudVersionState.InForce });
        db.MudFileVersions.Add(new MudFileVersionRow { MudFileId = 7, Sha256 = New, Content = content, State = MudVersionState.Waiting });
        await db.SaveChangesAsync();
    }

    [TearDown]
    public async Task StopAsync() => await _bench.DisposeAsync();

    [Test]
    public async Task Ring_after_ring_and_then_for_everybody()
    {
        var (a, b, bystander) = (await HomeAsync("A"), await HomeAsync("B"), await HomeAsync("C"));
        var campaign = await StartAsync("""
            "selection": { "deviceIds": ["00AABB-Gw-A", "00AABB-Gw-B"] }, "rings": [ { "count": 1 } ]
            """);
        var first = await RunningAsync(campaign);
        var second = first == a ? b : a;
        Assert.That(await AssignedAsync(), Is.EqualTo(new[] { (first, New) }));
        Assert.That(await DirtyAsync(), Is.EqualTo(new[] { first }));

        // Worked out, but not written to the gateway yet: not proved.
        await CompiledAsync(first, ConvergenceState.Pending);
        await _bench.TickAsync();
        Assert.That((await _bench.TargetAsync(campaign, first)).State, Is.EqualTo(CampaignTargetState.Running));
        await CompiledAsync(first, ConvergenceState.Converged);
        await _bench.TickAsync();
        Assert.That((await _bench.TargetAsync(campaign, first)).State, Is.EqualTo(CampaignTargetState.Succeeded));
        Assert.That(await RunningAsync(campaign), Is.EqualTo(second));

        await CompiledAsync(second, ConvergenceState.Converged);
        await _bench.TickAsync();
        await _bench.TickAsync();
        Assert.That((await _bench.CampaignAsync(campaign)).State, Is.EqualTo(CampaignState.Finished));
        Assert.That(await _bench.ReadAsync(db => db.MudFiles.Select(f => f.Sha256).SingleAsync()), Is.EqualTo(New));
        Assert.That(await AssignedAsync(), Is.Empty);
        Assert.That(await DirtyAsync(), Is.EqualTo(new[] { a, b, bystander }), "it is in force for everybody");
    }

    [Test]
    public async Task A_host_whose_rules_cannot_be_made_of_it_fails_goes_back_and_stops_the_rest()
    {
        var (a, b) = (await HomeAsync("A"), await HomeAsync("B"));
        var campaign = await StartAsync("""
            "selection": "*", "concurrency": 1, "retries": 0, "stopRules": { "maxFailures": 0 }
            """);
        var first = await RunningAsync(campaign);
        await CompiledAsync(first, ConvergenceState.Converged, MudHostState.Failed);
        await _bench.TickAsync();
        var failed = await _bench.TargetAsync(campaign, first);
        Assert.That((failed.State, failed.Reason), Is.EqualTo((CampaignTargetState.Failed, "Too many rules")));
        Assert.That((await _bench.CampaignAsync(campaign)).State, Is.EqualTo(CampaignState.Paused));
        Assert.That(await AssignedAsync(), Is.Empty);
        Assert.That(await DirtyAsync(), Is.EqualTo(new[] { first }), "it is compiled from the version in force again");
        Assert.That((await _bench.TargetAsync(campaign, first == a ? b : a)).Attempts, Is.Zero);
        Assert.That(await _bench.ReadAsync(db => db.MudFiles.Select(f => f.Sha256).SingleAsync()), Is.EqualTo(Old));
    }

    [Test]
    public async Task A_version_that_somebody_refuses_meanwhile_goes_no_further()
    {
        await HomeAsync("A");
        var campaign = await StartAsync("""
            "selection": "*"
            """);
        var first = await RunningAsync(campaign);
        await _bench.Commit.CommitAsync(
            async (db, token) => (await db.MudFileVersions.SingleAsync(v => v.Sha256 == New, token)).State = MudVersionState.Refused, CancellationToken.None);
        await _bench.TickAsync();
        var row = await _bench.CampaignAsync(campaign);
        Assert.That((row.State, row.Reason), Is.EqualTo((CampaignState.Paused, "somebody refused this version of the MUD file")));
        await _bench.TickAsync();
        Assert.That(await AssignedAsync(), Is.Empty, "what was under way is taken back");
        Assert.That((await _bench.TargetAsync(campaign, first)).State, Is.EqualTo(CampaignTargetState.Pending));
    }

    [Test]
    public async Task Gateways_without_such_a_host_are_passed_over_and_speak_for_nothing()
    {
        await _bench.AddDeviceAsync("EMPTY");
        var campaign = await StartAsync("""
            "selection": "*"
            """);
        await _bench.TickAsync();
        Assert.That((await _bench.CampaignAsync(campaign)).State, Is.EqualTo(CampaignState.Finished));
        Assert.That(await _bench.ReadAsync(db => db.MudFiles.Select(f => f.WaitingSha256).SingleAsync()), Is.EqualTo(New), "nobody tried it: it goes on waiting");
    }

    private async Task<long> HomeAsync(string serial)
    {
        var device = await _bench.AddDeviceAsync(serial, d => d.Convergence = ConvergenceState.Converged);
        await using var db = _bench.CreateDbContext();
        db.Hosts.Add(new HostRow { DeviceId = device, Mac = "02:00:00:00:00:20", MudUrl = Url, Mode = MudMode.Enforce, State = MudHostState.Compiled });
        await db.SaveChangesAsync();
        return device;
    }

    private async Task<Guid> StartAsync(string rest)
    {
        using var json = JsonDocument.Parse($$"""{ "name": "c", "change": { "type": "mud", "url": "{{Url}}", "sha256": "{{New}}" }, {{rest}} }""");
        var plan = CampaignPlanReader.Read(json.RootElement, out var errors);
        Assert.That(errors, Is.Empty);
        var id = ((CampaignResult.Done)await _bench.Service.CreateAsync(plan!, "test", CancellationToken.None)).Campaign.Row.Id;
        await _bench.Service.StartAsync(id, CancellationToken.None);
        return id;
    }

    private Task CompiledAsync(long device, ConvergenceState convergence, MudHostState host = MudHostState.Compiled) => _bench.Commit.CommitAsync(
        async (db, token) =>
        {
            var row = (await db.Devices.FindAsync([device], token))!;
            (row.FirewallDirty, row.Convergence, row.LastContactAt) = (false, convergence, _bench.Time.GetUtcNow());
            row.Revision++;
            await db.Hosts.Where(h => h.DeviceId == device).ExecuteUpdateAsync(h => h.SetProperty(x => x.State, host).SetProperty(x => x.Reason, "Too many rules."), token);
        },
        CancellationToken.None);

    private Task<long> RunningAsync(Guid campaign) =>
        _bench.ReadAsync(db => db.CampaignTargets.Where(t => t.CampaignId == campaign && t.State == CampaignTargetState.Running).Select(t => t.DeviceId).SingleAsync());

    private async Task<IReadOnlyList<(long, string)>> AssignedAsync() =>
        [.. (await _bench.ReadAsync(db => db.DeviceMudVersions.OrderBy(v => v.DeviceId).ToListAsync())).Select(v => (v.DeviceId, v.Sha256))];

    private Task<List<long>> DirtyAsync() => _bench.ReadAsync(db => db.Devices.Where(d => d.FirewallDirty).OrderBy(d => d.Id).Select(d => d.Id).ToListAsync());
}
