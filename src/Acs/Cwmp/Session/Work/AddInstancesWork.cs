using System.Collections.Immutable;
using Acs.Cwmp.Rpc;
using Provisioning.Conversations;
using Provisioning.Devices;

namespace Acs.Cwmp.Session.Work;

/// <summary>
/// AddInstances → AddObject for each, then one write of all their values (<see cref="WriteValuesWork"/>). When an AddObject fails the rest is
/// not tried, but what was made still gets its values: a half-made row must not lie about.
/// </summary>
/// <param name="Writing">The write; null: there is still something to make.</param>
internal sealed record AddInstancesWork(
    Operation.AddInstances Operation,
    ImmutableList<string> Made,
    Fault? Fault,
    OperationWork? Writing) : OperationWork
{
    /// <summary>TR-069 A.3.2.6: instances count from 1. Seen where a simulator has no such table.</summary>
    private static Fault NoInstance => new(FaultKind.Other, "unexpected", "The gateway says that it made an instance, and numbers it 0: there is none.", []);

    public static WorkStep Begin(Operation.AddInstances operation) => new AddInstancesWork(operation, [], null, Writing: null).Next();

    public override WorkStep Take(ICpeMessage answer)
    {
        if (Writing is not null)
        {
            return Follow(Writing.Take(answer));
        }

        return answer is AddObjectResponse { InstanceNumber: > 0 } added
            ? (this with { Made = Made.Add(Instance(Operation.Instances[Made.Count].Table, added.InstanceNumber)) }).Next()
            : (this with { Fault = answer is AddObjectResponse ? NoInstance : FaultOf(answer) }).Write();
    }

    /// <summary>What is known to exist is told; where nothing is known, the operation is lost.</summary>
    public override Outcome Lost(string reason) => Made.IsEmpty
        ? new Outcome.Lost(Operation.Id, reason)
        : Result(Fault ?? new Fault(FaultKind.Timeout, "timeout", reason, []));

    /// <summary>TR-069 3.6.1 and A.3.2.6: <c>Device.A.[alias].</c> asks for an instance with that alias; its number is told all the same.</summary>
    private static string Instance(string table, uint number) =>
        table.EndsWith("].", StringComparison.Ordinal) && table.LastIndexOf(".[", StringComparison.Ordinal) is > 0 and var at
            ? $"{table[..(at + 1)]}{number}."
            : $"{table}{number}.";

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

        return Follow(WriteValuesWork.Begin(new Operation.WriteValues(Operation.Id, values, Operation.ParameterKey)));
    }

    private WorkStep Follow(WorkStep step) => step switch
    {
        WorkStep.Send write => new WorkStep.Send(this with { Writing = write.Work }, write.Request),
        WorkStep.Done { Outcome: Outcome.Failed failed } => Done(Fault ?? failed.Fault),
        _ => Done(Fault),
    };

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
