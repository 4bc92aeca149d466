using Acs.Cwmp.Rpc;
using Provisioning.Conversations;

namespace Acs.Cwmp.Session.Work;

/// <summary>One operation on its way through RPCs: immutable, each answer gives the next step.</summary>
internal abstract record OperationWork
{
    /// <summary>Table of contents: which operation is done by which RPCs.</summary>
    /// <param name="root">The data model's root as the Inform showed it, for a discovery of everything.</param>
    public static WorkStep Begin(Operation operation, string root) => operation switch
    {
        Operation.ReadValues read => ReadValuesWork.Begin(read),
        Operation.Discover discover => DiscoverWork.Begin(discover, root),
        Operation.WriteValues write => WriteValuesWork.Begin(write),
        Operation.AddInstances add => AddInstancesWork.Begin(add),
        Operation.DeleteInstances delete => DeleteInstancesWork.Begin(delete),
        Operation.Reboot reboot => AcceptedWork.Begin(reboot.Id, new Reboot(reboot.CommandKey)),
        Operation.FactoryReset reset => AcceptedWork.Begin(reset.Id, new FactoryReset()),
        Operation.Download d => AcceptedWork.Begin(
            d.Id,
            new Download(d.CommandKey, d.FileType, d.Url.AbsoluteUri, d.Username, d.Password, d.FileSize, d.TargetFileName)),
        _ => new WorkStep.Done(new Outcome.Failed(
            operation.Id,
            new Fault(FaultKind.NotSupported, "9000", "CWMP has no RPC for this operation.", []))),
    };

    /// <summary>What follows from the gateway's answer.</summary>
    public abstract WorkStep Take(ICpeMessage answer);

    /// <summary>No answer will come.</summary>
    public abstract Outcome Lost(string reason);

    /// <summary>The answer to another question.</summary>
    protected static Fault Unexpected(ICpeMessage answer) =>
        new(FaultKind.Other, "unexpected", $"The gateway answered with {answer.Name}.", []);

    protected static Fault FaultOf(ICpeMessage answer) => answer is CpeFault fault ? fault.Fault : Unexpected(answer);
}
