using System.Xml.Linq;

namespace CpeSimulator.Cwmp.Rpcs;

/// <summary>TR-069 A.4.1.7</summary>
internal sealed class GetAllQueuedTransfers : IRpc
{
    public string Name => nameof(GetAllQueuedTransfers);

    public XElement Answer(RpcContext context, SoapMessage request) => context.Soap.Rpc(
        "GetAllQueuedTransfersResponse",
        context.Soap.Array("TransferList", "AllQueuedTransferStruct", [.. context.State.Transfers.All.Select(t => new XElement(
            "AllQueuedTransferStruct",
            new XElement("CommandKey", t.Request.CommandKey),
            new XElement("State", t.State),
            new XElement("IsDownload", t.IsDownload ? 1 : 0),
            new XElement("FileType", t.Request.FileType),
            new XElement("FileSize", t.Request.FileSize),
            new XElement("TargetFileName", t.Request.TargetFileName)))]));
}
