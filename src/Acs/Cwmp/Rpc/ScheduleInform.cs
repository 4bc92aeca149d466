using Acs.Cwmp.Soap;

namespace Acs.Cwmp.Rpc;

/// <summary>TR-069 A.4.1.2: an Inform with <c>3 SCHEDULED</c> after so many seconds, at least 1.</summary>
internal sealed record ScheduleInform(long DelaySeconds, string CommandKey) : IAcsMessage
{
    public string Name => "ScheduleInform";

    public void Write(SoapWriter soap)
    {
        soap.Raw("<cwmp:ScheduleInform>"u8);
        soap.Element("DelaySeconds"u8, DelaySeconds);
        soap.Element("CommandKey"u8, CommandKey);
        soap.Raw("</cwmp:ScheduleInform>"u8);
    }
}
