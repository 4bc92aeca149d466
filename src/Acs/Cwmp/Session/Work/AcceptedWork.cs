using System.Collections.Immutable;
using Acs.Cwmp.Rpc;
using Provisioning.Conversations;

namespace Acs.Cwmp.Session.Work;

/// <summary>Reboot, FactoryReset, Download: one RPC whose answer is an acceptance.</summary>
internal sealed record AcceptedWork(Guid Id, string Request) : OperationWork
{
    public static WorkStep Begin(Guid id, IAcsMessage request) => new WorkStep.Send(new AcceptedWork(id, request.Name), request);

    public override WorkStep Take(ICpeMessage answer) => new WorkStep.Done(answer switch
    {
        DownloadResponse download when Request == "Download" => Accepted(download.Status == 0),
        RebootResponse when Request == "Reboot" => Accepted(completed: true),
        FactoryResetResponse when Request == "FactoryReset" => Accepted(completed: true),
        _ => new Outcome.Failed(Id, FaultOf(answer)),
    });

    public override Outcome Lost(string reason) => new Outcome.Lost(Id, reason);

    private Outcome.Accepted Accepted(bool completed) => new(Id, completed, ImmutableDictionary<string, string>.Empty);
}
