using Acs.Cwmp.Soap;

namespace Acs.Cwmp.Rpc;

/// <summary>TR-069 A.4.1.7, since CWMP 1.1: what is queued, with what the gateway began by itself.</summary>
internal sealed record GetAllQueuedTransfers : IAcsMessage
{
    public string Name => "GetAllQueuedTransfers";

    public void Write(SoapWriter soap) => soap.Raw("<cwmp:GetAllQueuedTransfers/>"u8);
}
