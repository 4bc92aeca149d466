using Acs.Cwmp.Rpc;
using Provisioning.Conversations;
using Provisioning.Devices.Quirks;

namespace Acs.Cwmp.Session.Work;

/// <summary>One operation on its way through RPCs: immutable, each answer gives the next step.</summary>
internal abstract record OperationWork
{
    /// <summary>Table of contents: which operation is done by which RPCs.</summary>
    /// <param name="root">The data model's root as the Inform showed it, for a discovery of everything.</param>
    /// <param name="cwmp">The session's namespace.</param>
    public static WorkStep Begin(Operation operation, string root, string cwmp, QuirkSwitches switches) => operation switch
    {
        Operation.ReadValues read when switches.ReadByName is true => ReadByNameWork.Begin(read, switches.ReadBatch ?? ReadValuesWork.BatchSize),
        Operation.ReadValues read => ReadValuesWork.Begin(read, switches.ReadBatch ?? ReadValuesWork.BatchSize),
        Operation.Discover discover => DiscoverWork.Begin(discover, root),
        Operation.WriteValues write => WriteValuesWork.Begin(write),
        Operation.AddInstances add => AddInstancesWork.Begin(add),
        Operation.DeleteInstances delete => DeleteInstancesWork.Begin(delete),
        Operation.Reboot reboot => AcceptedWork.Begin(reboot.Id, new Reboot(reboot.CommandKey)),
        Operation.FactoryReset reset => AcceptedWork.Begin(reset.Id, new FactoryReset()),
        Operation.Download d => AcceptedWork.Begin(
            d.Id,
            new Download(d.CommandKey, d.FileType, d.Url.AbsoluteUri, d.Username, d.Password, d.FileSize, d.TargetFileName, d.DelaySeconds)),
        Operation.Upload u => AcceptedWork.Begin(
            u.Id,
            new Upload(u.CommandKey, u.FileType, u.Url.AbsoluteUri, u.Username, u.Password, u.DelaySeconds)),
        Operation.ScheduleDownload d => AcceptedWork.Begin(
            d.Id,
            new ScheduleDownload(d.CommandKey, d.FileType, d.Url.AbsoluteUri, d.Username, d.Password, d.FileSize, d.TargetFileName, d.Windows)),
        Operation.CancelTransfer cancel => AcceptedWork.Begin(cancel.Id, new CancelTransfer(cancel.CommandKey)),
        Operation.ListTransfers list => ListTransfersWork.Begin(list.Id, cwmp),
        Operation.ScheduleContact schedule => AcceptedWork.Begin(schedule.Id, new ScheduleInform(schedule.DelaySeconds, schedule.CommandKey)),
        Operation.ReadAttributes { Paths.Count: > 0 } read => AskWork.Begin(read.Id, new GetParameterAttributes(read.Paths)),
        Operation.WriteAttributes { Changes.Count: > 0 } write => AcceptedWork.Begin(write.Id, new SetParameterAttributes(write.Changes)),
        Operation.ChangeSoftware { Changes.Count: > 0 } change => AcceptedWork.Begin(change.Id, new ChangeDuState(change.Changes, change.CommandKey)),
        Operation.ReadOptions options => AskWork.Begin(options.Id, new GetOptions(options.Name)),
        Operation.SetVouchers { Vouchers.Count: > 0 } vouchers => AcceptedWork.Begin(vouchers.Id, new SetVouchers(vouchers.Vouchers)),
        Operation.ListMethods methods => AskWork.Begin(methods.Id, new GetRpcMethods()),
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
