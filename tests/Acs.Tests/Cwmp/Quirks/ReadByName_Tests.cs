using Acs.Cwmp.Rpc;
using Acs.Cwmp.Session.Work;
using Provisioning.Conversations;
using Provisioning.Devices;
using Provisioning.Devices.Quirks;

namespace Acs.Tests.Cwmp.Quirks;

/// <summary>A gateway that knows no partial paths in GetParameterValues: names are listed, then read.</summary>
internal sealed class ReadByName_Tests
{
    private static readonly Guid Id = Guid.NewGuid();

    [Test]
    public void Objects_are_listed_and_their_parameters_read_by_name()
    {
        var step = (WorkStep.Send)Begin("Device.A.", "Device.B", "Device.C.");
        Assert.That(step.Request, Is.EqualTo(new GetParameterNames("Device.A.", NextLevel: false)));
        step = (WorkStep.Send)step.Work.Take(Names("Device.A.", "Device.A.X", "Device.A.1.", "Device.A.1.Y"));
        Assert.That(step.Request, Is.EqualTo(new GetParameterNames("Device.C.", NextLevel: false)));
        step = (WorkStep.Send)step.Work.Take(new CpeFault(new Fault(FaultKind.NoSuchPath, "9005", "no", [])));
        Assert.That(((GetParameterValues)step.Request).Paths, Is.EqualTo(["Device.B", "Device.A.X", "Device.A.1.Y"]));
        var read = (Outcome.ValuesRead)((WorkStep.Done)step.Work.Take(new GetParameterValuesResponse([new("Device.B", "b", ParameterType.String)]))).Outcome;
        Assert.That((read.Values[0].Value, read.Missing[0].Path), Is.EqualTo(("b", "Device.C.")));
    }

    [Test]
    public void An_object_without_parameters_is_empty_and_asks_for_nothing_more()
    {
        var step = (WorkStep.Send)Begin("Device.A.");
        Assert.That(((WorkStep.Done)step.Work.Take(Names("Device.A."))).Outcome, Is.InstanceOf<Outcome.ValuesRead>());
    }

    [Test]
    public void Another_fault_ends_it()
    {
        var step = (WorkStep.Send)Begin("Device.A.");
        Assert.That(((WorkStep.Done)step.Work.Take(new CpeFault(new Fault(FaultKind.Other, "9002", "no", [])))).Outcome, Is.InstanceOf<Outcome.Failed>());
    }

    private static WorkStep Begin(params string[] paths) => OperationWork.Begin(
        new Operation.ReadValues(Id, paths), "Device.", "urn:dslforum-org:cwmp-1-0", QuirkSwitches.None with { ReadByName = true });

    private static GetParameterNamesResponse Names(params string[] names) => new([.. names.Select(n => new DiscoveredName(n, Writable: false))]);
}
