using Microsoft.EntityFrameworkCore;
using Provisioning.Devices;
using Provisioning.Jobs;
using Provisioning.Mud;
using Provisioning.Storage;
using Provisioning.Storage.Rows;
using Provisioning.Tests.Fleet;

namespace Provisioning.Tests.RecurringWork;

/// <summary>Every signal can be lost: the sweep finds in the database what it would have started.</summary>
[TestFixture(DatabaseProvider.Sqlite)]
[TestFixture(DatabaseProvider.PostgreSql)]
internal sealed class Sweep_Tests(DatabaseProvider provider)
{
    private FleetNode _node = null!;

    [SetUp]
    public async Task StartAsync() => _node = await FleetNode.StartAsync(provider);

    [TearDown]
    public async Task StopAsync() => await _node.DisposeAsync();

    [Test]
    public async Task Nothing_to_do_is_no_signal()
    {
        await AddAsync("IDLE");
        await SweepAsync();
        Assert.That(_node.Signals, Is.Empty);
        Assert.That(_node.Woken, Is.Empty);
    }

    [Test]
    public async Task A_MUD_file_that_nobody_fetched_is_wanted()
    {
        await _node.WriteAsync(db => db.MudFiles.Add(new MudFileRow { Url = "https://a.example/x.json", State = MudFileState.Wanted }));
        await SweepAsync();
        Assert.That(_node.Signals, Is.EqualTo(new[] { nameof(IWorkSignal.MudFilesWanted) }));
    }

    [Test]
    public async Task A_firewall_that_is_dirty_is_compiled_unless_the_device_waits_for_approval()
    {
        await AddAsync("QUARANTINED", d => (d.Status, d.FirewallDirty) = (DeviceStatus.Quarantined, true));
        await SweepAsync();
        Assert.That(_node.Signals, Is.Empty);
        await AddAsync("ACTIVE", d => d.FirewallDirty = true);
        await SweepAsync();
        Assert.That(_node.Signals, Is.EqualTo(new[] { nameof(IWorkSignal.FirewallDirty) }));
    }

    [Test]
    public async Task Whoever_has_something_to_do_is_woken()
    {
        await AddAsync("CONVERGED", d => d.Convergence = ConvergenceState.Converged);
        var pending = await AddAsync("PENDING", d => d.Convergence = ConvergenceState.Pending);
        var ordered = await AddAsync("ORDERED");
        await _node.WriteAsync(db => db.Operations.Add(Operation(ordered, OperationState.Pending)));
        var done = await AddAsync("DONE");
        await _node.WriteAsync(db => db.Operations.Add(Operation(done, OperationState.Succeeded)));
        await SweepAsync();
        Assert.That(_node.Woken, Is.EquivalentTo(new[] { pending, ordered }));
    }

    [Test]
    public async Task Whoever_does_not_answer_is_woken_ever_more_rarely()
    {
        await AddAsync("FAR", d => d.Convergence = ConvergenceState.Pending);
        _node.Time.Advance(TimeSpan.FromHours(1));
        for (var minute = 0; minute < 30; minute++)
        {
            await SweepAsync();
            _node.Time.Advance(TimeSpan.FromMinutes(1));
        }

        Assert.That(_node.Woken, Has.Count.EqualTo(2));
    }

    [Test]
    public async Task A_fleet_is_swept_page_by_page()
    {
        await _node.WriteAsync(db => db.Devices.AddRange(Enumerable.Range(0, 1203).Select(i => Device($"N{i}", d => d.Convergence = ConvergenceState.Pending))));
        await SweepAsync();
        Assert.That(_node.Woken.Distinct().Count(), Is.EqualTo(1203));
    }

    [Test]
    public async Task What_a_gateway_never_came_for_expires()
    {
        var device = await AddAsync("AWAY");
        await _node.WriteAsync(db => db.Operations.AddRange(
            Operation(device, OperationState.Pending), Operation(device, OperationState.Running), Operation(device, OperationState.Succeeded)));
        _node.Time.Advance(new RetentionOptions().OperationExpiry + TimeSpan.FromSeconds(1));
        await SweepAsync();
        var states = await _node.ReadAsync(db => db.Operations.Select(o => o.State).ToListAsync());
        Assert.That(states, Is.EquivalentTo(new[] { OperationState.Failed, OperationState.Failed, OperationState.Succeeded }));
    }

    private Task SweepAsync() => _node.Get<Sweep>().RunAsync(CancellationToken.None);

    private async Task<long> AddAsync(string serial, Action<DeviceRow>? change = null)
    {
        await _node.WriteAsync(db => db.Devices.Add(Device(serial, change)));
        return await _node.ReadAsync(db => db.Devices.Where(d => d.SerialNumber == serial).Select(d => d.Id).SingleAsync());
    }

    private DeviceRow Device(string serial, Action<DeviceRow>? change)
    {
        var row = new DeviceRow
        {
            Key = $"00D09E-Gw-{serial}", Oui = "00D09E", ProductClass = "Gw", SerialNumber = serial,
            Status = DeviceStatus.Active, ConvergenceSince = _node.Time.GetUtcNow(),
        };
        change?.Invoke(row);
        return row;
    }

    private OperationRow Operation(long device, OperationState state) => new()
    {
        Id = Guid.NewGuid(), DeviceId = device, Type = "reboot", Request = "{}", Author = "test", State = state, CreatedAt = _node.Time.GetUtcNow(),
    };
}
