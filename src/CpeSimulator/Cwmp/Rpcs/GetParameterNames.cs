using System.Xml.Linq;
using CpeSimulator.DataModels;

namespace CpeSimulator.Cwmp.Rpcs;

/// <summary>TR-069 A.3.2.3</summary>
internal sealed class GetParameterNames : IRpc
{
    public string Name => nameof(GetParameterNames);

    public XElement Answer(RpcContext context, SoapMessage request)
    {
        var path = request.Text("ParameterPath");
        var nextLevel = request.Text("NextLevel") switch
        {
            "1" or "true" => true,
            "0" or "false" => false,
            _ => throw new CwmpFaultException(9003, "Invalid arguments: NextLevel"),
        };
        if (path.Length == 0 && context.Gateway.Faults.RefusesRootNames)
        {
            throw new CwmpFaultException(9005, "Invalid parameter name");
        }

        var names = NameWalk.Below(context.Gateway.Model, path, nextLevel);
        return context.Soap.Rpc("GetParameterNamesResponse", context.Soap.Array(
            "ParameterList",
            "ParameterInfoStruct",
            [.. names.Select(n => new XElement(
                "ParameterInfoStruct",
                new XElement("Name", Aliases.Told(context.Gateway.Model, n.Name)),
                new XElement("Writable", n.Writable ? "1" : "0")))]));
    }
}
