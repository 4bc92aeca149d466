using Acs.Tests.Hosting;
using Hangfire;
using Hangfire.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Provisioning.Devices;
using Provisioning.Mud;
using Provisioning.Storage.Rows;

namespace Acs.Tests.Jobs;

/// <summary>Hangfire is the clock and nothing more: it may lose every job.</summary>
public sealed class RecurringWork_Tests
{
    private const string Url = "https://mud.invalid/camera.json";

    [Test]
    public async Task Every_recurring_job_is_registered_and_runs_when_the_server_starts()
    {
        await using var server = await RunningServer.StartAsync();
        string[] ids = ["sweep", "mud-refresh", "name-resolution", "firewall-compilation", "campaign-tick", "retention"];
        using var connection = server.Server.Services.GetRequiredService<JobStorage>().GetConnection();
        Assert.That(connection.GetRecurringJobs().Select(j => j.Id), Is.SupersetOf(ids));
        Assert.That(connection.GetRecurringJobs().Select(j => j.NextExecution), Is.All.Not.Null);
        Assert.That(connection.GetRecurringJobs().Select(j => j.LoadException), Is.All.Null);
        await Eventually.TrueAsync(() => Task.FromResult(connection.GetRecurringJobs().Where(j => ids.Contains(j.Id)).All(j => j.LastJobState == "Succeeded")));
    }

    [Test]
    public async Task Losing_every_queued_job_loses_nothing()
    {
        await using var server = await RunningServer.StartAsync();
        var storage = server.Server.Services.GetRequiredService<JobStorage>();
        await Eventually.TrueAsync(() => Task.FromResult(Idle(storage)));

        // Work appears in the database; whoever should have been told of it was not.
        await server.ArrangeAsync(db =>
        {
            db.MudFiles.Add(new MudFileRow { Url = Url, State = MudFileState.Wanted });
            db.Devices.Add(new DeviceRow
            {
                Key = "00D09E-Gw-1", Oui = "00D09E", ProductClass = "Gw", SerialNumber = "1", Status = DeviceStatus.Active, FirewallDirty = true,
            });
        });
        Assert.That(await IsDoneAsync(server), Is.False);

        server.Server.Services.GetRequiredService<IRecurringJobManager>().Trigger("sweep");
        await Eventually.TrueAsync(() => IsDoneAsync(server));
    }

    [Test]
    public async Task A_restart_with_an_empty_queue_finds_the_work()
    {
        var directory = Directory.CreateTempSubdirectory("acs-jobs-");
        await using (var before = await RunningServer.StartAsync($"--Acs:DataDirectory={directory.FullName}"))
        {
            await Eventually.TrueAsync(() => Task.FromResult(Idle(before.Server.Services.GetRequiredService<JobStorage>())));
            await before.ArrangeAsync(db => db.MudFiles.Add(new MudFileRow { Url = Url, State = MudFileState.Wanted }));
        }

        await using (var after = await RunningServer.StartAsync($"--Acs:DataDirectory={directory.FullName}"))
        {
            await Eventually.TrueAsync(() => IsDoneAsync(after));
        }

        directory.Delete(recursive: true);
    }

    private static bool Idle(JobStorage storage)
    {
        using var connection = storage.GetConnection();
        var counts = storage.GetMonitoringApi().GetStatistics();
        return counts is { Enqueued: 0, Processing: 0 } && connection.GetRecurringJobs().TrueForAll(j => j.LastJobState is "Succeeded" or "Failed");
    }

    /// <summary>The file was tried (its name does not exist), the firewall was made.</summary>
    private static async Task<bool> IsDoneAsync(RunningServer server) =>
        await server.ReadAsync(db => db.MudFiles.AllAsync(f => f.State != MudFileState.Wanted))
        && !await server.ReadAsync(db => db.Devices.AnyAsync(d => d.FirewallDirty));
}
