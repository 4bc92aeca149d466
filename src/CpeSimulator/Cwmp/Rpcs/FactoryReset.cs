using System.Xml.Linq;

namespace CpeSimulator.Cwmp.Rpcs;

/// <summary>TR-069 A.4.1.6: resets after the session.</summary>
internal sealed class FactoryReset : IRpc
{
    public string Name => nameof(FactoryReset);

    public XElement Answer(RpcContext context, SoapMessage request)
    {
        context.Agenda.FactoryReset = true;
        return context.Soap.Rpc("FactoryResetResponse");
    }
}
