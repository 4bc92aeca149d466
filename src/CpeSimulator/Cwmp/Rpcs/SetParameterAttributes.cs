using System.Xml.Linq;
using CpeSimulator.DataModels;

namespace CpeSimulator.Cwmp.Rpcs;

/// <summary>TR-069 A.3.2.4</summary>
internal sealed class SetParameterAttributes : IRpc
{
    public string Name => nameof(SetParameterAttributes);

    public XElement Answer(RpcContext context, SoapMessage request)
    {
        var wanted = new List<(string Name, int Notification)>();
        foreach (var item in SoapMessage.Child(request.Body, "ParameterList")?.Elements() ?? [])
        {
            var name = SoapMessage.Child(item, "Name")?.Value ?? "";
            try
            {
                context.Gateway.Model.Read(name);
            }
            catch (DataModelException)
            {
                throw new CwmpFaultException(9005, "Invalid parameter name: " + name);
            }

            if (SoapMessage.Child(item, "NotificationChange")?.Value is "1" or "true")
            {
                var level = SoapMessage.Child(item, "Notification")?.Value is "0" or "1" or "2"
                    ? SoapMessage.Child(item, "Notification")!.Value[0] - '0'
                    : throw new CwmpFaultException(9003, "Invalid arguments: Notification");
                wanted.Add((name, level));
            }
        }

        wanted.ForEach(w => context.Attributes.Set(w.Name, w.Notification));
        return context.Soap.Rpc("SetParameterAttributesResponse");
    }
}
