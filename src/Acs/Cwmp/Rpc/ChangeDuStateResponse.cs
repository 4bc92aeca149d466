namespace Acs.Cwmp.Rpc;

/// <summary>TR-069 A.4.1.10: accepted; a DUStateChangeComplete follows.</summary>
internal sealed record ChangeDuStateResponse : ICpeMessage
{
    public string Name => "ChangeDUStateResponse";
}
