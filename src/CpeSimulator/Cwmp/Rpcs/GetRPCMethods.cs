using System.Xml.Linq;

namespace CpeSimulator.Cwmp.Rpcs;

/// <summary>TR-069 A.3.1.1</summary>
internal sealed class GetRPCMethods : IRpc
{
    public string Name => nameof(GetRPCMethods);

    public XElement Answer(RpcContext context, SoapMessage request) =>
        context.Soap.Rpc(
            "GetRPCMethodsResponse",
            context.Soap.Array("MethodList", "xsd:string", [.. RpcTable.Names(context.Gateway.Faults).Select(n => new XElement("string", n))]));
}
