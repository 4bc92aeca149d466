namespace Acs.Cwmp.Rpc;

/// <summary>TR-069 A.4.1.3.</summary>
internal sealed record SetVouchersResponse : ICpeMessage
{
    public string Name => "SetVouchersResponse";
}
