using Acs.Cwmp.Soap;
using Provisioning.Conversations;

namespace Acs.Cwmp.Rpc;

/// <summary>TR-069 A.4.1.7.</summary>
internal sealed record GetAllQueuedTransfersResponse(IReadOnlyList<QueuedTransfer> Transfers) : ICpeMessage
{
    public string Name => "GetAllQueuedTransfersResponse";

    public static GetAllQueuedTransfersResponse Read(XmlCursor xml) => new(QueuedTransfers.Read(xml));
}
