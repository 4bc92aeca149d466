namespace Acs.Cwmp.Rpc;

/// <summary>TR-069 A.4.1.9.</summary>
internal sealed record CancelTransferResponse : ICpeMessage
{
    public string Name => "CancelTransferResponse";
}
