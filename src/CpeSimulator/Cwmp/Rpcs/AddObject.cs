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
            var row = Add(context.Gateway, request.Text("ObjectName"));
            ParameterKeys.Store(context.Gateway, request);
            return context.Soap.Rpc("AddObjectResponse", new XElement("InstanceNumber", row.Instance), new XElement("Status", 0));
        }
        catch (DataModelException e)
        {
            throw CwmpFaultException.From(e);
        }
    }

    // TR-069 3.6.1: under an alias that the server chose.
    private static ObjectNode Add(Gateway gateway, string name) => gateway.Model.Atomically(() =>
    {
        if (!Aliases.Understood(gateway.Model) || Aliases.Last(name) is not var (table, alias))
        {
            return gateway.Access.Add(name);
        }

        var row = gateway.Access.Add(table);
        gateway.Model.Set(row.Path + "Alias", alias);
        return row;
    });
}
