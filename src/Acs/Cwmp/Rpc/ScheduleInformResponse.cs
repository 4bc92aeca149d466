namespace Acs.Cwmp.Rpc;

/// <summary>TR-069 A.4.1.2.</summary>
internal sealed record ScheduleInformResponse : ICpeMessage
{
    public string Name => "ScheduleInformResponse";
}
