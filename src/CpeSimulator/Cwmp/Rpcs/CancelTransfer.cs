using System.Xml.Linq;

namespace CpeSimulator.Cwmp.Rpcs;

/// <summary>TR-069 A.4.1.9</summary>
internal sealed class CancelTransfer : IRpc
{
    public string Name => nameof(CancelTransfer);

    public XElement Answer(RpcContext context, SoapMessage request)
    {
        context.State.Transfers.Cancel(request.Text("CommandKey"));
        return context.Soap.Rpc("CancelTransferResponse");
    }
}
