using System.Xml.Linq;

namespace CpeSimulator.Cwmp.Rpcs;

/// <summary>TR-069 A.4.1.1</summary>
internal sealed class GetQueuedTransfers : IRpc
{
    public string Name => nameof(GetQueuedTransfers);

    public XElement Answer(RpcContext context, SoapMessage request) => context.Soap.Rpc(
        "GetQueuedTransfersResponse",
        context.Soap.Array("TransferList", "QueuedTransferStruct", [.. context.State.Transfers.All.Select(t => new XElement(
            "QueuedTransferStruct", new XElement("CommandKey", t.Request.CommandKey), new XElement("State", t.State)))]));
}
