using Acs.Cwmp.Soap;

namespace Acs.Cwmp.Rpc;

/// <summary>TR-069 A.4.1.1: what is queued by command key and state; deprecated by GetAllQueuedTransfers.</summary>
internal sealed record GetQueuedTransfers : IAcsMessage
{
    public string Name => "GetQueuedTransfers";

    public void Write(SoapWriter soap) => soap.Raw("<cwmp:GetQueuedTransfers/>"u8);
}
