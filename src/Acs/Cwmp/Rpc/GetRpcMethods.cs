using Acs.Cwmp.Soap;

namespace Acs.Cwmp.Rpc;

/// <summary>TR-069 A.3.1.1: either side asks what the other can do.</summary>
internal sealed record GetRpcMethods : ICpeMessage, IAcsMessage
{
    public string Name => "GetRPCMethods";

    public void Write(SoapWriter soap) => soap.Raw("<cwmp:GetRPCMethods/>"u8);
}
