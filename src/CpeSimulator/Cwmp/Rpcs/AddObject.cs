using System.Xml.Linq;
using CpeSimulator.DataModels;

namespace CpeSimulator.Cwmp.Rpcs;

/// <summary>TR-069 A.3.2.6</summary>
internal sealed class AddObject : IRpc
{
    public string Name => nameof(AddObject);

    public XElement Answer(RpcContext context, SoapMessage request)
    {
        try
        {
            var row = context.Gateway.Access.Add(request.Text("ObjectName"));
            ParameterKeys.Store(context.Gateway, request);
            return context.Soap.Rpc("AddObjectResponse", new XElement("InstanceNumber", row.Instance), new XElement("Status", 0));
        }
        catch (DataModelException e)
        {
            throw CwmpFaultException.From(e);
        }
    }
}
