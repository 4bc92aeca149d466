using Acs.Cwmp.Soap;
using Provisioning.Conversations;

namespace Acs.Cwmp.Rpc;

/// <summary>TR-069 A.4.1.1.</summary>
internal sealed record GetQueuedTransfersResponse(IReadOnlyList<QueuedTransfer> Transfers) : ICpeMessage
{
    public string Name => "GetQueuedTransfersResponse";

    public static GetQueuedTransfersResponse Read(XmlCursor xml) => new(QueuedTransfers.Read(xml));
}
