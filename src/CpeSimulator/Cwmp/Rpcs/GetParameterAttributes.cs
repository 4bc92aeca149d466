using System.Xml.Linq;
using CpeSimulator.DataModels;

namespace CpeSimulator.Cwmp.Rpcs;

/// <summary>TR-069 A.3.2.5</summary>
internal sealed class GetParameterAttributes : IRpc
{
    public string Name => nameof(GetParameterAttributes);

    public XElement Answer(RpcContext context, SoapMessage request)
    {
        var names = new List<string>();
        foreach (var item in SoapMessage.Child(request.Body, "ParameterNames")?.Elements() ?? [])
        {
            try
            {
                names.AddRange(context.Gateway.Model.Read(item.Value).Select(r => r.Path));
            }
            catch (DataModelException)
            {
                throw new CwmpFaultException(9005, "Invalid parameter name: " + item.Value);
            }
        }

        return context.Soap.Rpc("GetParameterAttributesResponse", context.Soap.Array(
            "ParameterList",
            "ParameterAttributeStruct",
            [.. names.Select(n => new XElement(
                "ParameterAttributeStruct",
                new XElement("Name", n),
                new XElement("Notification", context.Attributes.Of(n)),
                context.Soap.Array("AccessList", "xsd:string", [new XElement("string", "Subscriber")])))]));
    }
}
