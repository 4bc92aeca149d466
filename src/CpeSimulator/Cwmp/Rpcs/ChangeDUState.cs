using System.Xml.Linq;

namespace CpeSimulator.Cwmp.Rpcs;

/// <summary>TR-069 A.4.1.10: done after the session, told by DUStateChangeComplete.</summary>
internal sealed class ChangeDUState : IRpc
{
    public string Name => nameof(ChangeDUState);

    public XElement Answer(RpcContext context, SoapMessage request)
    {
        var operations = request.Body.Elements().Where(e => e.Name.LocalName == "Operations").ToList();
        if (operations.Count == 0)
        {
            throw new CwmpFaultException(9003, "Invalid arguments: Operations");
        }

        context.Agenda.SoftwareChanges.Add((request.Text("CommandKey"), operations));
        return context.Soap.Rpc("ChangeDUStateResponse");
    }
}
