using Acs.Tests.Hosting;
using Acs.Tests.Northbound;
using Acs.Waking;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Provisioning.Conversations;
using Provisioning.Devices;
using Provisioning.Storage;
using Provisioning.Storage.Nodes;

namespace Acs.Tests.Waking;

/// <summary>Which ways are tried in which order, on the real database.</summary>
public sealed class DeviceWaking_Tests
{
    private readonly FakeTimeProvider _time = new();
    private RunningServer _server = null!;
    private int _serial;

    [OneTimeSetUp]
    public async Task StartAsync() => _server = await RunningServer.StartAsync();

    [OneTimeTearDown]
    public async Task StopAsync() => await _server.DisposeAsync();

    [Test]
    public async Task The_way_that_worked_last_goes_first_and_the_others_follow_until_one_works()
    {
        var device = await DeviceAsync();
        ScriptedWaker http = new("http"), udp = new("udp") { Works = true }, xmpp = new("xmpp") { Works = true };
        var waking = Waking([http, udp, xmpp]);

        var first = await waking.WakeAsync(device, asksOthers: true, CancellationToken.None);
        Assert.That(first!.Attempts.Select(a => (a.Way, a.Reached, a.Detail)), Is.EqualTo(new[] { ("http", false, "nothing"), ("udp", true, "it came") }));
        Assert.That((first.Reached, first.Way, xmpp.Tried), Is.EqualTo((true, "udp", 0)));

        // Another process remembers it too.
        var second = await Waking([http, udp, xmpp]).WakeAsync(device, asksOthers: true, CancellationToken.None);
        Assert.That(second!.Attempts.Select(a => a.Way), Is.EqualTo(new[] { "udp" }));

        udp.Works = false;
        var third = await waking.WakeAsync(device, asksOthers: true, CancellationToken.None);
        Assert.That(third!.Attempts.Select(a => a.Way), Is.EqualTo(new[] { "udp", "http", "xmpp" }));
        var fourth = await waking.WakeAsync(device, asksOthers: true, CancellationToken.None);
        Assert.That(fourth!.Attempts.Select(a => a.Way), Is.EqualTo(new[] { "xmpp" }));
    }

    [Test]
    public async Task Where_none_works_the_answer_names_each()
    {
        var waking = Waking([new ScriptedWaker("http"), new ScriptedWaker("udp"), new ScriptedWaker("xmpp") { IsKnown = false }]);
        var result = await waking.WakeAsync(await DeviceAsync(), asksOthers: true, CancellationToken.None);
        Assert.That((result!.Reached, result.Detail), Is.EqualTo((false, "http: nothing. udp: nothing.")));
        var none = await Waking([new ScriptedWaker("http") { IsKnown = false }]).WakeAsync(await DeviceAsync(), asksOthers: true, CancellationToken.None);
        Assert.That((none!.Reached, none.Way), Is.EqualTo((false, "none")));
        Assert.That(await waking.WakeAsync(long.MaxValue, asksOthers: true, CancellationToken.None), Is.Null);
    }

    [Test]
    public async Task Who_asks_while_it_is_being_woken_shares_the_answer()
    {
        var device = await DeviceAsync();
        var gate = new TaskCompletionSource();
        var udp = new ScriptedWaker("udp") { Works = true, Gate = gate.Task };
        var waking = Waking([udp]);
        var asked = Enumerable.Range(0, 20).Select(_ => waking.WakeAsync(device, asksOthers: true, CancellationToken.None)).ToList();
        using var gone = new CancellationTokenSource();
        var leaver = waking.WakeAsync(device, asksOthers: true, gone.Token);
        await gone.CancelAsync();
        Assert.That(async () => await leaver, Throws.InstanceOf<OperationCanceledException>(), "one who leaves does not take it from the others");
        gate.SetResult();
        Assert.That((await Task.WhenAll(asked)).Select(r => r!.Reached), Is.All.True);
        Assert.That(udp.Tried, Is.EqualTo(1));
    }

    [Test]
    public async Task When_all_who_asked_have_left_the_next_one_gets_an_answer_of_its_own()
    {
        var device = await DeviceAsync();
        var gate = new TaskCompletionSource();
        var udp = new ScriptedWaker("udp") { Gate = gate.Task };
        var waking = Waking([udp]);
        using var gone = new CancellationTokenSource();
        var leaver = waking.WakeAsync(device, asksOthers: true, gone.Token);
        await Eventually.TrueAsync(() => Task.FromResult(udp.Tried == 1));
        await gone.CancelAsync();
        Assert.That(async () => await leaver, Throws.InstanceOf<OperationCanceledException>());
        gate.SetResult();
        await Eventually.TrueAsync(() => Task.FromResult(waking.UnderWay == 0));

        udp.Works = true;
        Assert.That((await waking.WakeAsync(device, asksOthers: true, CancellationToken.None))!.Reached, Is.True);
        Assert.That(udp.Tried, Is.EqualTo(2));
    }

    [Test]
    public async Task One_device_is_woken_so_often_a_minute_and_no_more()
    {
        var (device, other) = (await DeviceAsync(), await DeviceAsync());
        var udp = new ScriptedWaker("udp") { Works = true };
        var waking = Waking([udp], perMinute: 2);
        for (var i = 0; i < 5; i++)
        {
            await waking.WakeAsync(device, asksOthers: true, CancellationToken.None);
        }

        Assert.That(udp.Tried, Is.EqualTo(2));
        Assert.That((await waking.WakeAsync(device, asksOthers: true, CancellationToken.None))!.Detail, Does.Contain("Acs:Wake:PerMinute"));
        Assert.That((await waking.WakeAsync(other, asksOthers: true, CancellationToken.None))!.Reached, Is.True, "others are not held up by it");
        _time.Advance(TimeSpan.FromMinutes(1));
        Assert.That((await waking.WakeAsync(device, asksOthers: true, CancellationToken.None))!.Reached, Is.True);
    }

    [Test]
    public async Task A_connected_agent_is_woken_as_often_as_there_is_reason_and_leaves_the_others_their_turns()
    {
        var device = await DeviceAsync(Protocols.Usp | Protocols.Cwmp);
        var usp = new ScriptedWaker("usp") { Works = true, Protocol = Protocols.Usp };
        var http = new ScriptedWaker("http") { Works = true };
        var waking = Waking([usp, http], perMinute: 2);
        for (var i = 0; i < 50; i++)
        {
            await waking.WakeAsync(device, asksOthers: true, CancellationToken.None);
        }

        Assert.That(usp.Tried, Is.EqualTo(50));
        usp.Works = false;
        Assert.That((await waking.WakeAsync(device, asksOthers: true, CancellationToken.None))!.Way, Is.EqualTo("http"));
    }

    private DeviceWaking Waking(IEnumerable<IWaker> wakers, int perMinute = 1000)
    {
        var services = _server.Server.Services;
        return new DeviceWaking(
            services.GetRequiredService<IDbContextFactory<AcsDbContext>>(), services.GetRequiredService<IWakeTargets>(), wakers, services.GetRequiredService<IReachRecords>(),
            services.GetRequiredService<OtherNodes>(), new WakeLimits(perMinute, _time), services.GetRequiredService<WakingMetrics>(), _time);
    }

    private async Task<long> DeviceAsync(Protocols protocols = Protocols.Cwmp)
    {
        var row = Given.Device($"WAKE{Interlocked.Increment(ref _serial)}", d => d.Protocols = protocols);
        await _server.ArrangeAsync(db => db.Devices.Add(row));
        return await _server.ReadAsync(db => db.Devices.Where(d => d.Key == row.Key).Select(d => d.Id).SingleAsync());
    }
}
