using Acs.Jobs;
using Acs.Tests.Hosting;
using Acs.Tests.Northbound;
using Acs.Waking;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Provisioning.Conversations;
using Provisioning.Storage;
using Provisioning.Storage.Nodes;

namespace Acs.Tests.Waking;

/// <summary>What becomes of the wishes to wake a device, on the real database.</summary>
public sealed class WakeService_Tests
{
    [Test]
    public async Task A_wish_beyond_the_limit_is_done_when_its_turn_comes()
    {
        await using var running = await RunningServer.StartAsync();
        var row = Given.Device("WISH1");
        await running.ArrangeAsync(db => db.Devices.Add(row));
        var device = await running.ReadAsync(db => db.Devices.Where(d => d.Key == row.Key).Select(d => d.Id).SingleAsync());
        var services = running.Server.Services;
        var time = new FakeTimeProvider();
        var udp = new ScriptedWaker("udp") { Works = true };
        var waking = new DeviceWaking(
            services.GetRequiredService<IDbContextFactory<AcsDbContext>>(), services.GetRequiredService<IWakeTargets>(), [udp], services.GetRequiredService<IReachRecords>(),
            services.GetRequiredService<OtherNodes>(), new WakeLimits(1, time), services.GetRequiredService<WakingMetrics>(), time);
        var queue = new WakeQueue(time);
        using var service = new WakeService(queue, waking, NullLogger<WakeService>.Instance);
        await service.StartAsync(CancellationToken.None);

        queue.Add(device);
        await Eventually.TrueAsync(() => Task.FromResult(udp.Tried == 1));
        await Eventually.TrueAsync(() =>
        {
            queue.Add(device);
            return Task.FromResult(queue.Postponed == 1);
        });
        Assert.That(udp.Tried, Is.EqualTo(1));

        // Counted as postponed before its timer runs, and one wish more may have been queued behind it: time goes on until it is done.
        await Eventually.TrueAsync(() =>
        {
            time.Advance(TimeSpan.FromMinutes(1));
            return Task.FromResult(udp.Tried >= 2);
        });
        await service.StopAsync(CancellationToken.None);
    }
}
