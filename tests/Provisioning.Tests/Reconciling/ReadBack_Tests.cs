using Provisioning.Conversations;
using Provisioning.DesiredState;
using Provisioning.Devices;

namespace Provisioning.Tests.Reconciling;

/// <summary>After a change only what it may have changed is read again.</summary>
[Parallelizable(ParallelScope.All)]
public sealed class ReadBack_Tests
{
    private const string Root = "Device.Firewall.";
    private static readonly DateTimeOffset _now = new(2026, 5, 4, 12, 0, 0, TimeSpan.Zero);

    private static readonly ReportedParameters _reported = ReportedParameters.Empty.WithSubtree(
        Root,
        [Value("LastChange", "1"), Value("Chain.1.Name", "a"), Value("Chain.1.Rule.1.Order", "1"), Value("Chain.1.Rule.2.Order", "2"), Value("Chain.2.Name", "b")],
        _now);

    [Test]
    public void A_new_row_is_read_and_not_its_table() =>
        Assert.That(Due(Added("Device.Firewall.Chain.3."), new Outcome.InstancesAdded(default, ["Device.Firewall.Chain.3."], null)), Is.EqualTo(new[] { "Device.Firewall.Chain.3.", "Device.Firewall.LastChange" }));

    [Test]
    public void A_new_row_among_others_in_order_has_its_table_read()
    {
        var add = new Operation.AddInstances(Guid.NewGuid(), [new NewInstance("Device.Firewall.Chain.1.Rule.", [])], "hash");
        Assert.That(Due(add, new Outcome.InstancesAdded(add.Id, ["Device.Firewall.Chain.1.Rule.3."], null)), Is.EqualTo(new[] { "Device.Firewall.Chain.1.Rule.", "Device.Firewall.LastChange" }));
    }

    [Test]
    public void Where_the_gateway_does_not_say_which_row_is_new_the_table_is_read() =>
        Assert.That(Due(Added("?"), new Outcome.InstancesAdded(default, [null], new Fault(FaultKind.Other, "9002", "no", []))), Is.EqualTo(new[] { "Device.Firewall.Chain.", "Device.Firewall.LastChange" }));

    [Test]
    public void What_is_not_there_when_it_is_read_is_looked_for_in_its_table()
    {
        var added = ReportedAfter.Of(_reported, Added("x"), new Outcome.InstancesAdded(default, ["Device.Firewall.Chain.3."], null), _now);
        var read = new Operation.ReadValues(Guid.NewGuid(), DueReads.Of(added, Root));
        var missed = ReportedAfter.Of(added, read, new Outcome.Failed(read.Id, new Fault(FaultKind.NoSuchPath, "9005", "no", [])), _now);
        Assert.That(DueReads.Of(missed, Root), Is.EqualTo(new[] { "Device.Firewall.Chain.", "Device.Firewall.LastChange" }));
    }

    [TestCase("Device.Firewall.Chain.2.", "Device.Firewall.LastChange")]
    [TestCase("Device.Firewall.Chain.1.Rule.1.", "Device.Firewall.Chain.1.Rule.", "Device.Firewall.LastChange")]
    public void A_deletion_is_confirmed_by_its_response_where_other_rows_do_not_move(string row, params string[] expected)
    {
        var delete = new Operation.DeleteInstances(Guid.NewGuid(), [row], "hash");
        Assert.That(Due(delete, new Outcome.InstancesDeleted(delete.Id, [row], null)), Is.EqualTo(expected));
        Assert.That(ReportedAfter.Of(_reported, delete, new Outcome.InstancesDeleted(delete.Id, [row], null), _now).Under(row).Length, Is.Zero);
    }

    [Test]
    public void A_deletion_without_an_answer_is_read_back()
    {
        var delete = new Operation.DeleteInstances(Guid.NewGuid(), ["Device.Firewall.Chain.2."], "hash");
        Assert.That(Due(delete, new Outcome.Failed(delete.Id, new Fault(FaultKind.Other, "9002", "no", []))), Is.EqualTo(new[] { "Device.Firewall.Chain.", "Device.Firewall.LastChange" }));
    }

    private static IReadOnlyList<string> Due(Operation operation, Outcome outcome) => DueReads.Of(ReportedAfter.Of(_reported, operation, outcome, _now), Root);

    private static Operation.AddInstances Added(string _) => new(Guid.NewGuid(), [new NewInstance("Device.Firewall.Chain.", [])], "hash");

    private static ParameterValue Value(string name, string value) => new(Root + name, value, ParameterType.String);
}
