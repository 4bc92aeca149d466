using System.Xml.Linq;

namespace CpeSimulator.Cwmp.Rpcs;

/// <summary>TR-069 A.4.1.2</summary>
internal sealed class ScheduleInform : IRpc
{
    public string Name => nameof(ScheduleInform);

    public XElement Answer(RpcContext context, SoapMessage request)
    {
        if (!int.TryParse(request.Text("DelaySeconds"), out var delay) || delay <= 0)
        {
            throw new CwmpFaultException(9003, "Invalid arguments: DelaySeconds");
        }

        context.Agenda.ScheduledInforms.Add((request.Text("CommandKey"), TimeSpan.FromSeconds(delay)));
        return context.Soap.Rpc("ScheduleInformResponse");
    }
}
