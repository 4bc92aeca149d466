using Microsoft.EntityFrameworkCore;
using Provisioning.Campaigns;
using Provisioning.Devices;

namespace Provisioning.Tests.Campaigns;

/// <summary>A campaign from start to end, on the database.</summary>
public sealed class CampaignTick_Tests
{
    [Test]
    public async Task Starting_declares_the_firmware_and_wakes_the_gateway()
    {
        await using var bench = new CampaignBench();
        var device = await bench.AddDeviceAsync("1");
        await bench.StartAsync();
        var firmware = await bench.FirmwareAsync(device);
        Assert.That((firmware!.Version, firmware.FileType), Is.EqualTo((CampaignBench.Version, "1 Firmware Upgrade Image")));
        Assert.That(firmware.CommandKey, Has.Length.LessThanOrEqualTo(32), "TR-069 A.3.2.8");
        Assert.That(firmware.Url.AbsoluteUri, Does.StartWith("http://127.0.0.1:7567/f/").And.EndsWith("/image.bin"));
        Assert.That(firmware.Url.AbsoluteUri, Has.Length.LessThanOrEqualTo(256));
        Assert.That(bench.Woken, Is.EqualTo(new[] { device }));
        var row = await bench.ReadAsync(db => db.Devices.SingleAsync());
        Assert.That(row.Convergence, Is.EqualTo(ConvergenceState.Pending));
    }

    [Test]
    public async Task The_reported_version_ends_it_and_takes_the_declaration_back()
    {
        await using var bench = new CampaignBench();
        var device = await bench.AddDeviceAsync("1");
        var campaign = await bench.StartAsync();
        await bench.AcceptAsync(device);
        await bench.TickAsync(TimeSpan.FromMinutes(5));
        Assert.That((await bench.TargetAsync(campaign, device)).State, Is.EqualTo(CampaignTargetState.Running));
        await bench.ReportAsync(device, d => d.SoftwareVersion = CampaignBench.Version);
        await bench.TickAsync();
        Assert.That((await bench.TargetAsync(campaign, device)).State, Is.EqualTo(CampaignTargetState.Succeeded));
        Assert.That(await bench.FirmwareAsync(device), Is.Null);
        Assert.That((await bench.CampaignAsync(campaign)).State, Is.EqualTo(CampaignState.Finished));
        Assert.That(await bench.EventsAsync(), Is.EqualTo(new[] { "campaign.started", "target.started", "target.succeeded", "campaign.finished" }));
    }

    [Test]
    public async Task A_report_of_a_gateway_under_way_asks_for_a_tick_once_a_breath()
    {
        await using var bench = new CampaignBench();
        var device = await bench.AddDeviceAsync("1");
        var idle = await bench.AddDeviceAsync("2", d => d.SoftwareVersion = CampaignBench.Version);
        await bench.StartAsync();
        bench.Time.Advance(TimeSpan.FromSeconds(5));
        var before = bench.Signals;
        await bench.ReportAsync(idle, d => d.ModelName = "other");
        bench.Time.Advance(TimeSpan.FromSeconds(5));
        Assert.That(bench.Signals, Is.EqualTo(before), "it is not under way");
        await bench.ReportAsync(device, d => d.SoftwareVersion = "1.5");
        await bench.ReportAsync(device, d => d.SoftwareVersion = CampaignBench.Version);
        bench.Time.Advance(TimeSpan.FromSeconds(5));
        Assert.That(bench.Signals, Is.EqualTo(before + 1));
    }

    [Test]
    public async Task A_fault_is_tried_again_under_another_command_key_and_then_fails_in_the_gateways_words()
    {
        await using var bench = new CampaignBench();
        var device = await bench.AddDeviceAsync("1");
        var campaign = await bench.StartAsync(""", "retries": 1 """);
        var first = (await bench.FirmwareAsync(device))!.CommandKey;
        await bench.ReportAsync(device, Faulted);
        await bench.TickAsync(TimeSpan.FromMinutes(1));
        Assert.That(await bench.FirmwareAsync(device), Is.Null, "rests");
        await bench.TickAsync(TimeSpan.FromMinutes(CampaignPlan.DefaultRetryDelayMinutes + 1));
        Assert.That((await bench.FirmwareAsync(device))!.CommandKey, Is.Not.EqualTo(first));
        await bench.ReportAsync(device, Faulted);
        await bench.TickAsync(TimeSpan.FromMinutes(1));
        var target = await bench.TargetAsync(campaign, device);
        Assert.That((target.State, target.Reason, target.Attempts), Is.EqualTo((CampaignTargetState.Failed, "9010 Download failure", 2)));
        Assert.That((await bench.CampaignAsync(campaign)).State, Is.EqualTo(CampaignState.Finished));

        static void Faulted(Storage.Rows.DeviceRow d) => (d.Convergence, d.ConvergenceReason) = (ConvergenceState.Faulted, "9010 Download failure");
    }

    [Test]
    public async Task The_stop_rule_pauses_and_a_person_resumes()
    {
        await using var bench = new CampaignBench();
        var devices = new List<long>();
        for (var i = 0; i < 4; i++)
        {
            devices.Add(await bench.AddDeviceAsync($"{i}"));
        }

        var campaign = await bench.StartAsync(""", "retries": 0, "concurrency": 1, "stopRules": { "maxFailures": 1 } """);
        await FailAsync();
        await bench.TickAsync(TimeSpan.FromMinutes(1));
        var row = await bench.CampaignAsync(campaign);
        Assert.That((row.State, row.Reason), Is.EqualTo((CampaignState.Paused, "1 failed, the stop rule allows fewer than 1")));
        Assert.That(await bench.ReadAsync(db => db.DeviceLayers.CountAsync()), Is.Zero, "nothing is declared while it is paused");
        await bench.TickAsync(TimeSpan.FromHours(3));
        Assert.That(await bench.ReadAsync(db => db.DeviceLayers.CountAsync()), Is.Zero);

        bench.Time.Advance(TimeSpan.FromMinutes(1));
        await bench.Service.ResumeAsync(campaign, CancellationToken.None);
        Assert.That((await bench.CampaignAsync(campaign)).State, Is.EqualTo(CampaignState.Running), "the old failure is forgiven");
        await FailAsync();
        await bench.TickAsync(TimeSpan.FromMinutes(1));
        Assert.That((await bench.CampaignAsync(campaign)).State, Is.EqualTo(CampaignState.Paused), "the new one is not");

        async Task FailAsync()
        {
            var running = await bench.ReadAsync(db => db.CampaignTargets.Where(t => t.State == CampaignTargetState.Running).Select(t => t.DeviceId).SingleAsync());
            await bench.ReportAsync(running, d => d.Convergence = ConvergenceState.Faulted);
        }
    }

    [Test]
    public async Task Rings_follow_one_another()
    {
        await using var bench = new CampaignBench();
        for (var i = 0; i < 10; i++)
        {
            await bench.AddDeviceAsync($"{i}");
        }

        var campaign = await bench.StartAsync(""", "rings": [{ "name": "canary", "count": 1 }, { "percent": 30 }] """);
        foreach (var expected in new[] { 1, 3, 6 })
        {
            var running = await bench.ReadAsync(db => db.CampaignTargets.Where(t => t.State == CampaignTargetState.Running).Select(t => t.DeviceId).ToListAsync());
            Assert.That(running, Has.Count.EqualTo(expected));
            foreach (var device in running)
            {
                await bench.ReportAsync(device, d => d.SoftwareVersion = CampaignBench.Version);
            }

            await bench.TickAsync(TimeSpan.FromMinutes(1));
        }

        await bench.TickAsync();
        Assert.That((await bench.CampaignAsync(campaign)).State, Is.EqualTo(CampaignState.Finished));
    }

    [Test]
    public async Task Cancelling_takes_every_declaration_back()
    {
        await using var bench = new CampaignBench();
        await bench.AddDeviceAsync("1");
        await bench.AddDeviceAsync("2");
        var campaign = await bench.StartAsync(""", "concurrency": 1 """);
        await bench.Service.CancelAsync(campaign, "eva", CancellationToken.None);
        Assert.That(await bench.ReadAsync(db => db.DeviceLayers.CountAsync()), Is.Zero);
        Assert.That(await bench.ReadAsync(db => db.CampaignTargets.CountAsync(t => t.State == CampaignTargetState.Skipped)), Is.EqualTo(2));
        Assert.That((await bench.CampaignAsync(campaign)).Reason, Is.EqualTo("cancelled by eva"));
    }

    [Test]
    public async Task Two_ticks_at_once_begin_no_device_twice_and_no_more_than_allowed()
    {
        await using var bench = new CampaignBench();
        for (var i = 0; i < 30; i++)
        {
            await bench.AddDeviceAsync($"{i}", d => d.LastContactAt = null);
        }

        var campaign = await bench.StartAsync(""", "concurrency": 7 """);
        await bench.ReadAsync(db => db.Devices.ExecuteUpdateAsync(d => d.SetProperty(x => x.LastContactAt, Given.Now)));
        var nodes = Enumerable.Range(0, 4).Select(_ => bench.NewTick()).ToList();
        await Task.WhenAll(nodes.Select(n => n.RunAsync(CancellationToken.None)));
        nodes.ForEach(n => n.Dispose());
        Assert.That(await bench.ReadAsync(db => db.CampaignTargets.CountAsync(t => t.CampaignId == campaign && t.State == CampaignTargetState.Running)), Is.EqualTo(7));
        Assert.That(await bench.ReadAsync(db => db.DeviceLayers.CountAsync()), Is.EqualTo(7));
        Assert.That(bench.Woken.Distinct().Count(), Is.EqualTo(bench.Woken.Count));
    }

    [Test]
    public async Task A_second_campaign_waits_for_the_first()
    {
        await using var bench = new CampaignBench();
        var device = await bench.AddDeviceAsync("1");
        var first = await bench.StartAsync();
        var second = await bench.StartAsync();
        Assert.That((await bench.TargetAsync(second, device)).Reason, Is.EqualTo($"has another firmware declared by campaign:{first}"));
    }

    [Test]
    public async Task A_start_that_was_interrupted_is_begun_again()
    {
        await using var bench = new CampaignBench();
        var device = await bench.AddDeviceAsync("1");
        await bench.AddDeviceAsync("2");
        var campaign = await bench.CreateAsync();
        await bench.Commit.CommitAsync(
            (db, _) =>
            {
                db.CampaignTargets.Add(new Storage.Rows.CampaignTargetRow { CampaignId = campaign, DeviceId = device });
                return Task.CompletedTask;
            },
            CancellationToken.None);
        await bench.TickAsync();
        Assert.That(await bench.FirmwareAsync(device), Is.Null, "a draft does nothing");
        await bench.Service.StartAsync(campaign, CancellationToken.None);
        Assert.That(await bench.ReadAsync(db => db.CampaignTargets.CountAsync(t => t.State == CampaignTargetState.Running)), Is.EqualTo(2));
    }

    [Test]
    public async Task More_devices_than_a_page_are_all_reached()
    {
        await using var bench = new CampaignBench();
        for (var i = 0; i < 250; i++)
        {
            await bench.AddDeviceAsync($"{i}", d => d.SoftwareVersion = i % 2 == 0 ? CampaignBench.Version : "1.0");
        }

        var campaign = await bench.StartAsync(""", "concurrency": 1000 """);
        var view = ((CampaignResult.Done)await bench.Service.ViewAsync(campaign, CancellationToken.None)).Campaign;
        Assert.That(view.Counts, Is.EquivalentTo(new Dictionary<CampaignTargetState, int>
        {
            [CampaignTargetState.Running] = 125, [CampaignTargetState.Skipped] = 125,
        }));
    }

    [Test]
    public async Task A_campaign_without_devices_finishes_at_once()
    {
        await using var bench = new CampaignBench();
        var campaign = await bench.StartAsync();
        Assert.That((await bench.CampaignAsync(campaign)).State, Is.EqualTo(CampaignState.Finished));
    }

    [Test]
    public async Task What_the_state_does_not_allow_is_refused_in_words()
    {
        await using var bench = new CampaignBench();
        var campaign = await bench.CreateAsync();
        Assert.That(await bench.Service.ResumeAsync(campaign, CancellationToken.None), Is.EqualTo(new CampaignResult.Illegal("A campaign that is draft cannot be resumed.")));
        Assert.That(await bench.Service.PauseAsync(Guid.NewGuid(), "x", CancellationToken.None), Is.InstanceOf<CampaignResult.NotFound>());
    }
}
