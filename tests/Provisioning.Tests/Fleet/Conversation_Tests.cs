using Microsoft.EntityFrameworkCore;
using Provisioning.Conversations;
using Provisioning.Devices;
using Provisioning.Storage;
using Provisioning.Storage.Rows;

namespace Provisioning.Tests.Fleet;

/// <summary>What one conversation does, in which order, and what is on disk when it says so.</summary>
[TestFixture(DatabaseProvider.Sqlite)]
[TestFixture(DatabaseProvider.PostgreSql)]
internal sealed class Conversation_Tests(DatabaseProvider provider)
{
    private FleetNode _node = null!;

    [SetUp]
    public async Task StartAsync() => _node = await FleetNode.StartAsync(provider);

    [TearDown]
    public async Task StopAsync() => await _node.DisposeAsync();

    [Test]
    public async Task Credentials_come_first_then_what_people_ordered_then_discovery_reading_and_the_desired_state()
    {
        var gateway = new ModelGateway("ORDER");
        var id = await EnrolAsync(gateway);
        await _node.ValuesAsync(id, ("Device.Time.NTPServer1", "ntp.example"));
        await OrderAsync(gateway, new OperationRequest { Type = OperationTypes.GetValues, Paths = ["Device.Time."] });

        var done = await _node.SessionAsync(gateway, Protocols.Cwmp, ContactEvent.Bootstrap);

        Assert.That(((Operation.WriteValues)done[0]).Values.Select(v => v.Path), Is.All.StartsWith("Device.ManagementServer."));
        Assert.That(((Operation.ReadValues)done[1]).Paths, Is.EqualTo(new[] { "Device.Time." }), "ordered");
        Assert.That(done[2], Is.InstanceOf<Operation.Discover>());
        var rest = done.SkipWhile((o, i) => i < 2 || o is Operation.Discover).ToList();
        Assert.That(rest[0], Is.InstanceOf<Operation.ReadValues>(), "what grows old");
        Assert.That(rest.OfType<Operation.WriteValues>().Single().Values.Select(v => v.Value), Is.EqualTo(new[] { "ntp.example" }));
        Assert.That(await ConvergenceAsync(id), Is.EqualTo(ConvergenceState.Converged));
    }

    [Test]
    public async Task A_contact_of_a_converged_device_asks_the_gateway_and_the_database_nothing()
    {
        var gateway = new ModelGateway("QUIET");
        var id = await EnrolAsync(gateway);
        await _node.ValuesAsync(id, ("Device.Time.NTPServer1", "ntp.example"));
        await _node.SessionAsync(gateway);

        var before = _node.Statements;
        var done = await _node.SessionAsync(gateway);

        Assert.That(done, Is.Empty);
        Assert.That(_node.Statements - before, Is.Zero);
    }

    [Test]
    public async Task What_changes_makes_a_quiet_device_work_again()
    {
        var gateway = new ModelGateway("AGAIN");
        var id = await EnrolAsync(gateway);
        await _node.SessionAsync(gateway);
        Assert.That(await _node.SessionAsync(gateway), Is.Empty);

        await _node.ValuesAsync(id, ("Device.Time.NTPServer2", "ntp2.example"));
        await _node.SessionAsync(gateway);
        Assert.That(gateway["Device.Time.NTPServer2"], Is.EqualTo("ntp2.example"));

        gateway["Device.DeviceInfo.SoftwareVersion"] = "2.0";
        Assert.That((await _node.SessionAsync(gateway)).OfType<Operation.Discover>(), Is.Not.Empty, "another firmware is another gateway");
    }

    [Test]
    public async Task What_is_ordered_while_it_goes_on_is_done_before_it_ends()
    {
        var gateway = new ModelGateway("SETTLE");
        await EnrolAsync(gateway);
        var ordered = (Guid?)null;
        gateway.Instead = operation =>
        {
            if (operation is Operation.Discover && ordered is null)
            {
                ordered = OrderAsync(gateway, new OperationRequest { Type = OperationTypes.SetValues, Values = [new("Device.Time.NTPServer1", "late")] })
                    .GetAwaiter().GetResult();
            }

            return null;
        };
        await _node.SessionAsync(gateway, Protocols.Cwmp, ContactEvent.Boot);
        Assert.That(gateway["Device.Time.NTPServer1"], Is.EqualTo("late"));
        Assert.That((await OperationAsync(ordered!.Value)).State, Is.EqualTo(OperationState.Succeeded));
    }

    [TestCase(OperationTypes.SetValues, OperationState.Succeeded)]
    [TestCase(OperationTypes.Reboot, OperationState.Failed)]
    public async Task An_answer_that_never_came_is_asked_for_again_only_where_that_does_no_harm(string type, OperationState end)
    {
        var gateway = new ModelGateway("LOST");
        await EnrolAsync(gateway);
        await _node.SessionAsync(gateway);
        var ordered = await OrderAsync(gateway, new OperationRequest { Type = type, Values = [new("Device.Time.NTPServer1", "x")] });
        await using (var conversation = await _node.OpenAsync(_node.Contact(gateway.Serial, Protocols.Cwmp, ContactEvent.Requested)))
        {
            Assert.That((await conversation.NextAsync(CancellationToken.None))!.Id, Is.EqualTo(ordered));
        }

        var reboots = (await _node.SessionAsync(gateway)).OfType<Operation.Reboot>();
        Assert.That(reboots, Is.Empty, "never twice");
        Assert.That((await OperationAsync(ordered)).State, Is.EqualTo(end));
    }

    [Test]
    public async Task A_poison_operation_is_given_up()
    {
        var gateway = new ModelGateway("POISON");
        await EnrolAsync(gateway);
        await _node.SessionAsync(gateway);
        var ordered = await OrderAsync(gateway, new OperationRequest { Type = OperationTypes.SetValues, Values = [new("Device.Time.NTPServer1", "x")] });
        for (var i = 0; i < 5; i++)
        {
            await using var conversation = await _node.OpenAsync(_node.Contact(gateway.Serial));
            await conversation.NextAsync(CancellationToken.None);
        }

        var row = await OperationAsync(ordered);
        Assert.That((row.State, row.Attempts), Is.EqualTo((OperationState.Failed, 3)));
    }

    [Test]
    public async Task A_report_is_on_disk_when_it_may_be_acknowledged()
    {
        var gateway = new ModelGateway("REPORT");
        var id = await EnrolAsync(gateway);
        await using var conversation = await _node.OpenAsync(_node.Contact(gateway.Serial));
        await conversation.ReportAsync(new Report.Transfer("a key", null, null, null), CancellationToken.None);
        Assert.That(await _node.ReadAsync(db => db.DeviceEvents.CountAsync(e => e.DeviceId == id && e.Kind == "device.transfer")), Is.EqualTo(1));
    }

    [Test]
    public async Task An_outcome_is_on_disk_when_it_was_taken()
    {
        var gateway = new ModelGateway("OUTCOME");
        await EnrolAsync(gateway);
        await _node.SessionAsync(gateway);
        var ordered = await OrderAsync(gateway, new OperationRequest { Type = OperationTypes.GetValues, Paths = ["Device.Time."] });
        await using var conversation = await _node.OpenAsync(_node.Contact(gateway.Serial));
        var operation = await conversation.NextAsync(CancellationToken.None);
        await conversation.CompleteAsync(gateway.CarryOut(operation!), CancellationToken.None);
        Assert.That((await OperationAsync(ordered)).State, Is.EqualTo(OperationState.Succeeded));
    }

    [Test]
    public async Task One_device_has_one_conversation()
    {
        var gateway = new ModelGateway("LEASE");
        await EnrolAsync(gateway);
        var first = await _node.OpenAsync(_node.Contact(gateway.Serial));
        Assert.That(
            await _node.Conversations.OpenAsync(_node.Contact(gateway.Serial, Protocols.Usp), CancellationToken.None),
            Is.InstanceOf<ConversationResult.Busy>().With.Property("RetryAfter").LessThanOrEqualTo(TimeSpan.FromSeconds(5)));

        // TR-069 3.7.2.1: a gateway has one session; a new one means that it gave the old one up.
        await using (var second = await _node.OpenAsync(_node.Contact(gateway.Serial)))
        {
            Assert.That(await first.NextAsync(CancellationToken.None), Is.Null, "the old one has lost it");
            Assert.That(await second.NextAsync(CancellationToken.None), Is.Not.Null);
            await first.DisposeAsync();
            Assert.That(
                await _node.Conversations.OpenAsync(_node.Contact(gateway.Serial, Protocols.Usp), CancellationToken.None),
                Is.InstanceOf<ConversationResult.Busy>(), "the old one's end does not free the new one's device");
        }

        await using var after = await _node.OpenAsync(_node.Contact(gateway.Serial, Protocols.Usp));
    }

    [Test]
    public async Task A_conversation_that_is_not_heard_of_loses_the_device()
    {
        var gateway = new ModelGateway("EXPIRY");
        await EnrolAsync(gateway);
        await using var first = await _node.OpenAsync(_node.Contact(gateway.Serial));
        _node.Time.Advance(TimeSpan.FromSeconds(91));
        await using var second = await _node.OpenAsync(_node.Contact(gateway.Serial, Protocols.Usp));
        Assert.That(await first.NextAsync(CancellationToken.None), Is.Null);
    }

    [Test]
    public async Task A_document_that_somebody_else_changed_meanwhile_is_not_taken_from_memory()
    {
        var gateway = new ModelGateway("MEANWHILE");
        var id = await EnrolAsync(gateway);
        await _node.ValuesAsync(id, ("Device.Time.NTPServer1", "refused"));
        gateway.Instead = o => o is Operation.WriteValues { Values: [{ Path: "Device.Time.NTPServer1" }] }
            ? new Outcome.Failed(o.Id, new Fault(FaultKind.InvalidValue, "9007", "no", []))
            : null;
        await _node.SessionAsync(gateway);
        Assert.That(await ConvergenceAsync(id), Is.EqualTo(ConvergenceState.Faulted));

        gateway.Instead = _ => null;
        await _node.Commit.CommitAsync((db, token) => _node.Documents.StartAnewAsync(db, id, token), CancellationToken.None);
        await _node.SessionAsync(gateway);
        Assert.That(await ConvergenceAsync(id), Is.EqualTo(ConvergenceState.Converged), "a person said: try again");
    }

    [Test]
    public async Task A_person_who_says_try_again_while_it_goes_on_is_heard()
    {
        var gateway = new ModelGateway("HEARD");
        var id = await EnrolAsync(gateway);
        await _node.ValuesAsync(id, ("Device.Time.NTPServer1", "refused at first"));
        var said = false;
        gateway.Instead = o =>
        {
            if (said || o is not Operation.WriteValues { Values: [{ Path: "Device.Time.NTPServer1" }] })
            {
                return null;
            }

            said = true;
            _node.Commit.CommitAsync((db, token) => _node.Documents.StartAnewAsync(db, id, token), CancellationToken.None).GetAwaiter().GetResult();
            return new Outcome.Failed(o.Id, new Fault(FaultKind.InvalidValue, "9007", "no", []));
        };
        await _node.SessionAsync(gateway);
        Assert.That((said, await ConvergenceAsync(id)), Is.EqualTo((true, ConvergenceState.Converged)));
    }

    [Test]
    public async Task Quirk_8_a_path_that_is_gone_makes_it_look_again_once_and_the_rest_is_set()
    {
        var gateway = new ModelGateway("GONE");
        var id = await EnrolAsync(gateway);
        await _node.SessionAsync(gateway);
        await _node.ValuesAsync(id, ("Device.Time.NTPServer1", "ntp.example"), ("Device.Time.NTPServer7", "none"));

        var done = await _node.SessionAsync(gateway);

        Assert.That(gateway["Device.Time.NTPServer1"], Is.EqualTo("ntp.example"));
        Assert.That(done.OfType<Operation.Discover>(), Is.Not.Empty);
        Assert.That(await ConvergenceAsync(id), Is.EqualTo(ConvergenceState.Faulted));
        Assert.That((await _node.SessionAsync(gateway)).OfType<Operation.Discover>(), Is.Empty);
    }

    private async Task<long> EnrolAsync(ModelGateway gateway)
    {
        await using (await _node.OpenAsync(_node.Contact(gateway.Serial, Protocols.Cwmp, ContactEvent.Bootstrap)))
        {
        }

        return await _node.ReadAsync(db => db.Devices.Where(d => d.SerialNumber == gateway.Serial).Select(d => d.Id).SingleAsync());
    }

    private async Task<Guid> OrderAsync(ModelGateway gateway, OperationRequest request) =>
        (await _node.Administration.OrderAsync($"00D09E-Gw-{gateway.Serial}", request, "test", CancellationToken.None))!.Value;

    private Task<OperationRow> OperationAsync(Guid id) => _node.ReadAsync(db => db.Operations.AsNoTracking().SingleAsync(o => o.Id == id));

    private Task<ConvergenceState> ConvergenceAsync(long id) => _node.ReadAsync(db => db.Devices.Where(d => d.Id == id).Select(d => d.Convergence).SingleAsync());
}
