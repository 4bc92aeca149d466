using System.Xml.Linq;
using CpeSimulator.DataModels;

namespace CpeSimulator.Cwmp.Rpcs;

/// <summary>TR-069 A.3.2.2</summary>
internal sealed class GetParameterValues : IRpc
{
    public string Name => nameof(GetParameterValues);

    public XElement Answer(RpcContext context, SoapMessage request)
    {
        var found = new List<ParameterReading>();
        foreach (var name in SoapMessage.Child(request.Body, "ParameterNames")?.Elements() ?? [])
        {
            try
            {
                found.AddRange(context.Gateway.Model.Read(name.Value));
            }
            catch (DataModelException)
            {
                throw new CwmpFaultException(9005, "Invalid parameter name: " + name.Value);
            }
        }

        return context.Soap.Rpc(
            "GetParameterValuesResponse",
            context.Soap.Array("ParameterList", "ParameterValueStruct", [.. found.Select(p => ValueStruct(context.Gateway, p))]));
    }

    public static XElement ValueStruct(Gateway gateway, ParameterReading parameter) => new(
        "ParameterValueStruct",
        new XElement("Name", Aliases.Told(gateway.Model, parameter.Path)),
        SoapWriter.Typed(
            "Value",
            parameter.Template.Syntax.XsdType,
            gateway.Faults.IllegalXmlCharacters && parameter.Template.Name == "HostName" ? "\u0001" + parameter.Value : parameter.Value));
}
