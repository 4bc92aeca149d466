using System.Collections.Immutable;
using Acs.Cwmp.Rpc;
using Provisioning.Conversations;

namespace Acs.Cwmp.Session.Work;

/// <summary>DeleteInstances → DeleteObject for each, up to the first fault. An instance that is gone already (9005) is one unless the operation says otherwise.</summary>
internal sealed record DeleteInstancesWork(Operation.DeleteInstances Operation, ImmutableList<string> Deleted) : OperationWork
{
    public static WorkStep Begin(Operation.DeleteInstances operation) => new DeleteInstancesWork(operation, []).Next();

    public override WorkStep Take(ICpeMessage answer) => answer is DeleteObjectResponse || (Operation.GoneIsDone && answer is CpeFault { Fault.Kind: FaultKind.NoSuchPath })
        ? (this with { Deleted = Deleted.Add(Operation.Paths[Deleted.Count]) }).Next()
        : new WorkStep.Done(new Outcome.InstancesDeleted(Operation.Id, Deleted, FaultOf(answer)));

    public override Outcome Lost(string reason) => Deleted.IsEmpty
        ? new Outcome.Lost(Operation.Id, reason)
        : new Outcome.InstancesDeleted(Operation.Id, Deleted, new Fault(FaultKind.Timeout, "timeout", reason, []));

    private WorkStep Next() => Deleted.Count < Operation.Paths.Count
        ? new WorkStep.Send(this, new DeleteObject(Operation.Paths[Deleted.Count], Operation.ParameterKey))
        : new WorkStep.Done(new Outcome.InstancesDeleted(Operation.Id, Deleted, null));
}
