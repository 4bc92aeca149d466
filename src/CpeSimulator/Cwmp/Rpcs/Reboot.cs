using System.Xml.Linq;

namespace CpeSimulator.Cwmp.Rpcs;

/// <summary>TR-069 A.3.2.9: reboots after the session.</summary>
internal sealed class Reboot : IRpc
{
    public string Name => nameof(Reboot);

    public XElement Answer(RpcContext context, SoapMessage request)
    {
        context.Agenda.RebootKey = request.Text("CommandKey");
        return context.Soap.Rpc("RebootResponse");
    }
}
