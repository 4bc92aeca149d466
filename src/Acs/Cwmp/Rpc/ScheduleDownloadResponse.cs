namespace Acs.Cwmp.Rpc;

/// <summary>TR-069 A.4.1.8: accepted; a TransferComplete follows.</summary>
internal sealed record ScheduleDownloadResponse : ICpeMessage
{
    public string Name => "ScheduleDownloadResponse";
}
