using System.Collections.Immutable;
using Acs.Cwmp.Rpc;
using Provisioning.Conversations;

namespace Acs.Cwmp.Session.Work;

/// <summary>Reboot, Download and their like: one RPC whose answer is an acceptance.</summary>
internal sealed record AcceptedWork(Guid Id, string Request) : OperationWork
{
    public static WorkStep Begin(Guid id, IAcsMessage request) => new WorkStep.Send(new AcceptedWork(id, request.Name), request);

    public override WorkStep Take(ICpeMessage answer) => new WorkStep.Done(answer switch
    {
        DownloadResponse download when Request == "Download" => Accepted(download.Status == 0),
        RebootResponse when Request == "Reboot" => Accepted(completed: true),
        FactoryResetResponse when Request == "FactoryReset" => Accepted(completed: true),
        UploadResponse upload when Request == "Upload" => Accepted(upload.Status == 0),
        ScheduleDownloadResponse when Request == "ScheduleDownload" => Accepted(completed: false),
        ChangeDuStateResponse when Request == "ChangeDUState" => Accepted(completed: false),
        ScheduleInformResponse when Request == "ScheduleInform" => Accepted(completed: true),
        CancelTransferResponse when Request == "CancelTransfer" => Accepted(completed: true),
        SetParameterAttributesResponse when Request == "SetParameterAttributes" => Accepted(completed: true),
        SetVouchersResponse when Request == "SetVouchers" => Accepted(completed: true),
        _ => new Outcome.Failed(Id, FaultOf(answer)),
    });

    public override Outcome Lost(string reason) => new Outcome.Lost(Id, reason);

    private Outcome.Accepted Accepted(bool completed) => new(Id, completed, ImmutableDictionary<string, string>.Empty);
}
