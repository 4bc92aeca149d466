using Microsoft.EntityFrameworkCore;
using Provisioning.Conversations;
using Provisioning.Devices;
using Provisioning.Storage;
using Provisioning.Storage.Nodes;
using Provisioning.Storage.Rows;

namespace Provisioning.Tests.Fleet;

/// <summary>Several processes on one PostgreSQL database: one conversation a device, and nobody works on what another node changed.</summary>
[TestFixture]
internal sealed class Nodes_Tests
{
    private FleetNode _a = null!;
    private FleetNode _b = null!;
    private ModelGateway _gateway = null!;
    private long _device;

    [SetUp]
    public async Task StartAsync()
    {
        _a = await FleetNode.StartAsync(DatabaseProvider.PostgreSql);
        _b = await _a.AnotherAsync();
        _gateway = new ModelGateway("MOVES");
        await _a.SessionAsync(_gateway, Protocols.Cwmp, ContactEvent.Bootstrap);
        _device = await _a.ReadAsync(db => db.Devices.Select(d => d.Id).SingleAsync());
        await BothQuietAsync();
    }

    [TearDown]
    public async Task StopAsync()
    {
        // Not there where the test was skipped before.
        foreach (var node in (FleetNode?[])[_b, _a])
        {
            await (node?.DisposeAsync() ?? default);
        }
    }

    [Test]
    public async Task Two_nodes_never_talk_to_one_device()
    {
        await using (var talking = await _a.OpenAsync(_a.Contact("MOVES", Protocols.Cwmp, ContactEvent.Boot)))
        {
            var busy = await _b.Conversations.OpenAsync(_b.Contact("MOVES", Protocols.Cwmp, ContactEvent.Boot), CancellationToken.None);
            Assert.That(busy, Is.InstanceOf<ConversationResult.Busy>());
            Assert.That(((ConversationResult.Busy)busy).RetryAfter, Is.InRange(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(30)));
            await _gateway.ServeAsync(talking);
        }

        await using var after = await _b.OpenAsync(_b.Contact("MOVES", Protocols.Cwmp, ContactEvent.Boot));
    }

    [Test]
    public async Task A_crashed_nodes_lease_expires_and_what_it_still_writes_is_not_written()
    {
        await _a.Administration.OrderAsync(
            "00D09E-Gw-MOVES", new OperationRequest { Type = OperationTypes.GetValues, Paths = ["Device.DeviceInfo."] }, "test", CancellationToken.None);
        var crashed = await _a.OpenAsync(_a.Contact("MOVES", Protocols.Cwmp, ContactEvent.Boot));
        var operation = await crashed.NextAsync(CancellationToken.None);
        Assert.That(operation, Is.InstanceOf<Operation.ReadValues>());
        _a.Time.Advance(NodeLeases.Duration + TimeSpan.FromSeconds(1));
        await using var next = await _b.OpenAsync(_b.Contact("MOVES", Protocols.Cwmp, ContactEvent.Boot));

        var stale = new Outcome.ValuesRead(operation!.Id, [new ParameterValue("Device.DeviceInfo.SoftwareVersion", "stale")], []);
        await Assert.ThrowsAsync<LeaseLostException>(async () => await crashed.CompleteAsync(stale, CancellationToken.None));
        Assert.That(await _a.ReadAsync(db => db.Devices.Select(d => d.SoftwareVersion).SingleAsync()), Is.EqualTo("1.0"));
        await Assert.ThrowsAsync<LeaseLostException>(async () => await crashed.ReportAsync(new Report.Transfer("", null, null, null), CancellationToken.None), "not acknowledged");

        await crashed.DisposeAsync();
        Assert.That(await next.NextAsync(CancellationToken.None), Is.Not.Null, "the old one's end does not free the new one's device");
    }

    [Test]
    public async Task Only_one_of_many_takes_the_lease()
    {
        var taken = await Task.WhenAll(Enumerable.Range(1, 40).Select(i => Task.Run(async () =>
            (Node: i % 2, Wait: await (i % 2 == 0 ? _a : _b).Get<NodeLeases>().TakeAsync(99, i, CancellationToken.None)))));
        var holders = taken.Where(t => t.Wait == TimeSpan.Zero).Select(t => t.Node).Distinct().ToList();
        Assert.That(holders, Has.Count.EqualTo(1), "within a node the memory decides; across nodes the row");
    }

    [Test]
    public async Task An_order_at_one_node_is_carried_out_at_the_other()
    {
        var ordered = await _a.Administration.OrderAsync(
            "00D09E-Gw-MOVES", new OperationRequest { Type = OperationTypes.SetValues, Values = [new("Device.Time.NTPServer1", "x")] }, "test", CancellationToken.None);
        await _b.HearOthersAsync();
        await _b.SessionAsync(_gateway);
        Assert.That(_gateway["Device.Time.NTPServer1"], Is.EqualTo("x"));
        Assert.That(await _a.ReadAsync(db => db.Operations.Where(o => o.Id == ordered).Select(o => o.State).SingleAsync()), Is.EqualTo(OperationState.Succeeded));
    }

    [Test]
    public async Task A_gateway_that_was_asked_to_come_finds_its_work_before_the_node_has_heard_of_it()
    {
        await _a.ValuesAsync(_device, ("Device.Time.NTPServer1", "y"));
        await _b.SessionAsync(_gateway, Protocols.Cwmp, ContactEvent.Requested);
        Assert.That(_gateway["Device.Time.NTPServer1"], Is.EqualTo("y"));
    }

    [Test]
    public async Task A_declaration_at_one_node_reaches_a_quiet_device_at_the_other()
    {
        await _a.ValuesAsync(_device, ("Device.Time.NTPServer1", "z"));
        await _b.HearOthersAsync();
        await _b.SessionAsync(_gateway);
        Assert.That(_gateway["Device.Time.NTPServer1"], Is.EqualTo("z"));
    }

    [Test]
    public async Task What_the_other_node_read_is_known_here()
    {
        _gateway["Device.Time.NTPServer1"] = "changed at the gateway";
        await _a.ValuesAsync(_device, ("Device.Time.NTPServer1", "a"));
        await _a.SessionAsync(_gateway);
        await _a.ValuesAsync(_device, ("Device.Time.NTPServer1", "b"));
        await _b.HearOthersAsync();
        var done = await _b.SessionAsync(_gateway);
        Assert.That(_gateway["Device.Time.NTPServer1"], Is.EqualTo("b"));
        Assert.That(done.OfType<Operation.Discover>(), Is.Empty, "known, from the other's documents");
    }

    [Test]
    public async Task A_quiet_device_stays_quiet_and_costs_no_statement()
    {
        var before = (_a.Statements, _b.Statements);
        Assert.That(await _b.SessionAsync(_gateway), Is.Empty);
        Assert.That(await _a.SessionAsync(_gateway), Is.Empty);
        Assert.That((_a.Statements, _b.Statements), Is.EqualTo(before));
    }

    [Test]
    public async Task A_node_that_could_not_read_for_long_forgets_what_it_remembers()
    {
        await _a.ValuesAsync(_device, ("Device.Time.NTPServer1", "missed"));
        await _a.WriteAsync(db => db.DeviceChanges.RemoveRange(db.DeviceChanges));
        _b.Time.Advance(ChangeFeed.Kept);
        await _b.HearOthersAsync();
        await _b.SessionAsync(_gateway);
        Assert.That(_gateway["Device.Time.NTPServer1"], Is.EqualTo("missed"));
    }

    [Test]
    public async Task An_agent_that_one_node_cannot_reach_is_woken_by_the_other()
    {
        Assert.That(await _a.Get<OtherNodes>().AskToWakeAsync(_device, CancellationToken.None), Is.True);
        await _b.HearOthersAsync();
        Assert.That(_b.Woken, Is.EqualTo(new[] { _device }));
        await _a.HearOthersAsync();
        Assert.That(_a.Woken, Does.Not.Contain(_device), "nobody asks itself");
    }

    [Test]
    public async Task A_device_that_was_forgotten_at_one_node_is_unknown_at_the_other()
    {
        await _a.Administration.ForgetAsync("00D09E-Gw-MOVES", "test", CancellationToken.None);
        await _b.HearOthersAsync();
        await using (await _b.OpenAsync(_b.Contact("MOVES")))
        {
        }

        Assert.That(await _b.ReadAsync(db => db.Devices.Select(d => d.Id).SingleAsync()), Is.Not.EqualTo(_device), "enrolled anew");
    }

    [Test]
    public async Task The_feed_is_trimmed()
    {
        Assert.That(await _a.ReadAsync(db => db.DeviceChanges.CountAsync()), Is.Positive);
        _a.Time.Advance(ChangeFeed.Kept + TimeSpan.FromSeconds(1));
        await _a.Get<Provisioning.Jobs.Retention>().RunAsync(CancellationToken.None);
        Assert.That(await _a.ReadAsync(db => db.DeviceChanges.CountAsync()), Is.Zero);
        Assert.That(await _a.ReadAsync(db => db.Nodes.CountAsync()), Is.EqualTo(2));
    }

    /// <summary>Until neither hears anything new of the other.</summary>
    private async Task BothQuietAsync()
    {
        await _b.SessionAsync(_gateway);
        await _a.HearOthersAsync();
        await _a.SessionAsync(_gateway);
        await _b.HearOthersAsync();
        await _b.SessionAsync(_gateway);
        await _a.HearOthersAsync();
    }
}
