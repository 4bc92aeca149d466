using System.Collections.Immutable;
using Acs.Cwmp.Rpc;
using Provisioning.Conversations;
using Provisioning.Devices;

namespace Acs.Cwmp.Session.Work;

/// <summary>
/// AddInstances → AddObject for each, then one SetParameterValues for all their values. When an AddObject fails the rest is
/// not tried, but what was made still gets its values: a half-made row must not lie about.
/// </summary>
internal sealed record AddInstancesWork(
    Operation.AddInstances Operation,
    ImmutableList<string> Made,
    Fault? Fault,
    bool Writing) : OperationWork
{
    public static WorkStep Begin(Operation.AddInstances operation) => new AddInstancesWork(operation, [], null, Writing: false).Next();

    public override WorkStep Take(ICpeMessage answer)
    {
        if (Writing)
        {
            return Done(answer is SetParameterValuesResponse ? Fault : Fault ?? FaultOf(answer));
        }

        return answer is AddObjectResponse { InstanceNumber: > 0 } added
            ? (this with { Made = Made.Add($"{Operation.Instances[Made.Count].Table}{added.InstanceNumber}.") }).Next()
            : (this with { Fault = FaultOf(answer) }).Write();
    }

    /// <summary>What is known to exist is told; where nothing is known, the operation is lost.</summary>
    public override Outcome Lost(string reason) => Made.IsEmpty
        ? new Outcome.Lost(Operation.Id, reason)
        : Result(Fault ?? new Fault(FaultKind.Timeout, "timeout", reason, []));

    private WorkStep Next() => Made.Count < Operation.Instances.Count
        ? new WorkStep.Send(this, new AddObject(Operation.Instances[Made.Count].Table, Operation.ParameterKey))
        : Write();

    private WorkStep Write()
    {
        var values = new List<ParameterValue>();
        for (var i = 0; i < Made.Count; i++)
        {
            foreach (var value in Operation.Instances[i].Values)
            {
                values.Add(value with { Path = Made[i] + value.Path });
            }
        }

        return values.Count == 0
            ? Done(Fault)
            : new WorkStep.Send(this with { Writing = true }, new SetParameterValues(WriteValuesWork.Distinct(values), Operation.ParameterKey));
    }

    private WorkStep.Done Done(Fault? fault) => new(Result(fault));

    private Outcome.InstancesAdded Result(Fault? fault)
    {
        var paths = new string?[Operation.Instances.Count];
        for (var i = 0; i < Made.Count; i++)
        {
            paths[i] = Made[i];
        }

        return new Outcome.InstancesAdded(Operation.Id, paths, fault);
    }
}
