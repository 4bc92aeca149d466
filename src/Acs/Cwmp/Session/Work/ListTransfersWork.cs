using Acs.Cwmp.Rpc;
using Provisioning.Conversations;

namespace Acs.Cwmp.Session.Work;

/// <summary>ListTransfers → GetAllQueuedTransfers; GetQueuedTransfers for a gateway that has only that (CWMP 1.0, or fault 9000).</summary>
internal sealed record ListTransfersWork(Guid Id, bool All) : OperationWork
{
    public static WorkStep Begin(Guid id, string cwmp) => new ListTransfersWork(id, !cwmp.EndsWith("1-0", StringComparison.Ordinal)).Ask();

    public override WorkStep Take(ICpeMessage answer) => answer switch
    {
        GetAllQueuedTransfersResponse response => new WorkStep.Done(new Outcome.TransfersListed(Id, response.Transfers)),
        GetQueuedTransfersResponse response => new WorkStep.Done(new Outcome.TransfersListed(Id, response.Transfers)),
        CpeFault { Fault.Kind: FaultKind.NotSupported } when All => (this with { All = false }).Ask(),
        _ => new WorkStep.Done(new Outcome.Failed(Id, FaultOf(answer))),
    };

    public override Outcome Lost(string reason) => new Outcome.Lost(Id, reason);

    private WorkStep.Send Ask() => new WorkStep.Send(this, All ? new GetAllQueuedTransfers() : new GetQueuedTransfers());
}
