using Provisioning.Conversations;
using Provisioning.DesiredState;
using Provisioning.Devices;
using Provisioning.Tests.Fleet;

namespace Provisioning.Tests.Reconciling;

/// <summary>TR-069 A.3.2.1: a refused SetParameterValues is refused whole. The culprits are found, and the rest is applied.</summary>
internal sealed class RefusedValues_Tests
{
    [Test]
    public void What_the_gateway_names_is_left_out_and_every_fault_is_kept()
    {
        var gateway = Gateway(5);
        gateway.Instead = Refusing(["Device.X.P1", "Device.X.P3"], named: true);
        var step = new Reconciliation(gateway).Run(Wanted(5));

        Assert.That(step, Is.InstanceOf<ReconcileStep.Faulted>());
        Assert.That(((ReconcileStep.Faulted)step).Fault!.Parameters.Select(p => p.Path), Is.EqualTo(new[] { "Device.X.P1", "Device.X.P3" }));
        Assert.That(step.Reason, Does.Contain("Device.X.P1: 9007 not that").And.Contain("Device.X.P3: 9007 not that"));
        Assert.That(Enumerable.Range(0, 5).Select(i => gateway[$"Device.X.P{i}"]), Is.EqualTo(new[] { "v0", "", "v2", "", "v4" }));
        Assert.That(gateway.Log.OfType<Operation.WriteValues>().Count(), Is.EqualTo(2), "the whole, and the rest");
    }

    [Test]
    public void A_culprit_that_nobody_names_is_found_by_halving()
    {
        var gateway = Gateway(64);
        gateway.Instead = Refusing(["Device.X.P17"], named: false);
        var step = new Reconciliation(gateway).Run(Wanted(64));

        Assert.That(((ReconcileStep.Faulted)step).Fault!.Parameters.Select(p => p.Path), Is.EqualTo(new[] { "Device.X.P17" }));
        Assert.That(gateway.Values.Count(v => v.Key.StartsWith("Device.X.", StringComparison.Ordinal) && v.Value.Length == 0), Is.EqualTo(1));
        Assert.That(gateway.Log.OfType<Operation.WriteValues>().Count(), Is.LessThan(30));
    }

    [Test]
    public void Quirk_39_a_fault_that_names_only_the_root_is_halved_down_to_the_culprit()
    {
        var gateway = Gateway(8);
        gateway.Instead = o => o is Operation.WriteValues write && write.Values.Any(v => v.Path == "Device.X.P5")
            ? new Outcome.Failed(o.Id, new Fault(FaultKind.InvalidArguments, "9003", "Invalid arguments", [new("Device.", "9003", "Invalid arguments")]))
            : null;
        var step = new Reconciliation(gateway).Run(Wanted(8));

        Assert.That(((ReconcileStep.Faulted)step).Fault!.Parameters.Select(p => p.Path), Is.EqualTo(new[] { "Device.X.P5" }));
        Assert.That(gateway["Device.X.P7"], Is.EqualTo("v7"));
    }

    [Test]
    public void Quirk_31_a_table_that_refuses_rows_as_unknown_is_explained()
    {
        var gateway = Gateway(1);
        gateway.Instead = o => o is Operation.AddInstances add
            ? new Outcome.InstancesAdded(o.Id, [null], new Fault(FaultKind.NoSuchPath, "9005", "Invalid parameter name", []))
            : null;
        var name = new DesiredValue("ssh", ParameterType.String, Layer.Override);
        var row = new DesiredObject(
            "a", "Device.NAT.PortMapping.", new Dictionary<string, string> { ["Description"] = "ssh" },
            new Dictionary<string, DesiredValue> { ["Description"] = name }, new Dictionary<string, DesiredValue>());
        var wanted = DesiredComposer.Compose([DesiredHash.Layer(Layer.Override, new Dictionary<string, DesiredValue>(), [row], [])], firmware: null);

        Assert.That(new Reconciliation(gateway).Run(wanted).Reason, Does.Contain("9005").And.Contain("AddObject of Device.NAT.PortMapping.").And.Contain("lacks that table"));
    }

    [TestCase("9004", FaultKind.ResourcesExceeded)]
    [TestCase("9002", FaultKind.Other)]
    public void A_gateway_that_has_room_for_few_at_a_time_gets_few_at_a_time(string code, FaultKind kind)
    {
        var gateway = Gateway(60);
        gateway.Instead = o => o is Operation.WriteValues { Values.Count: > 7 } ? new Outcome.Failed(o.Id, new Fault(kind, code, "too much", [])) : null;
        Assert.That(new Reconciliation(gateway).Run(Wanted(60)), Is.InstanceOf<ReconcileStep.Converged>());
    }

    [Test]
    public void A_refusal_that_may_pass_gets_its_attempts()
    {
        var gateway = Gateway(1);
        var times = 0;
        gateway.Instead = o => o is Operation.WriteValues && times++ < 2 ? new Outcome.Failed(o.Id, new Fault(FaultKind.Other, "9002", "busy", [])) : null;
        Assert.That(new Reconciliation(gateway).Run(Wanted(1)), Is.InstanceOf<ReconcileStep.Converged>());
    }

    [Test]
    public void Another_wish_is_tried_again()
    {
        var gateway = Gateway(2);
        gateway.Instead = Refusing(["Device.X.P1"], named: true);
        var reconciliation = new Reconciliation(gateway);
        Assert.That(reconciliation.Run(Wanted(2)), Is.InstanceOf<ReconcileStep.Faulted>());

        gateway.Instead = _ => null;
        Assert.That(reconciliation.Run(Wanted(2, "w")), Is.InstanceOf<ReconcileStep.Converged>());
        Assert.That(gateway["Device.X.P1"], Is.EqualTo("w1"));
    }

    [Test]
    public void What_somebody_else_set_right_is_refused_no_more()
    {
        var gateway = Gateway(2);
        gateway.Instead = Refusing(["Device.X.P1"], named: true);
        var reconciliation = new Reconciliation(gateway);
        Assert.That(reconciliation.Run(Wanted(2)), Is.InstanceOf<ReconcileStep.Faulted>());

        gateway["Device.X.P1"] = "v1";
        reconciliation.Forget();
        Assert.That(reconciliation.Run(Wanted(2)), Is.InstanceOf<ReconcileStep.Converged>());
    }

    [FsCheck.NUnit.Property(MaxTest = 200)]
    public void Whatever_is_refused_the_rest_is_applied_and_exactly_the_refused_is_named(bool[] refused, bool named, byte room)
    {
        var count = Math.Min(refused.Length, 80);
        var gateway = Gateway(count);
        var culprits = Enumerable.Range(0, count).Where(i => refused[i]).Select(i => $"Device.X.P{i}").ToHashSet(StringComparer.Ordinal);
        var refuse = Refusing(culprits, named);
        gateway.Instead = o => o is Operation.WriteValues write && write.Values.Count > room + 1
            ? new Outcome.Failed(o.Id, new Fault(FaultKind.ResourcesExceeded, "9004", "too much", []))
            : refuse(o);
        var step = new Reconciliation(gateway).Run(Wanted(count));

        Assert.That(
            (step as ReconcileStep.Faulted)?.Fault!.Parameters.Select(p => p.Path) ?? [],
            Is.EquivalentTo(culprits), step.Reason);
        Assert.That(
            Enumerable.Range(0, count).Select(i => gateway[$"Device.X.P{i}"]),
            Is.EqualTo(Enumerable.Range(0, count).Select(i => refused[i] ? "" : $"v{i}")));
    }

    private static ModelGateway Gateway(int values)
    {
        var gateway = new ModelGateway("REFUSE");
        for (var i = 0; i < values; i++)
        {
            gateway[$"Device.X.P{i}"] = "";
        }

        return gateway;
    }

    private static DesiredDevice Wanted(int values, string prefix = "v") => DesiredComposer.Compose(
        [Desire.Layer([.. Enumerable.Range(0, values).Select(i => ($"Device.X.P{i}", $"{prefix}{i}"))])], firmware: null);

    private static Func<Operation, Outcome?> Refusing(IReadOnlyCollection<string> culprits, bool named) => operation =>
    {
        var hit = operation is Operation.WriteValues write ? write.Values.Where(v => culprits.Contains(v.Path)).ToList() : [];
        return hit.Count == 0 ? null : new Outcome.Failed(
            operation.Id,
            new Fault(FaultKind.InvalidArguments, "9003", "Invalid arguments", named ? [.. hit.Select(v => new ParameterFault(v.Path, "9007", "not that"))] : []));
    };
}
