using System.Xml.Linq;
using CpeSimulator.DataModels;

namespace CpeSimulator.Cwmp.Rpcs;

/// <summary>TR-069 A.3.2.7</summary>
internal sealed class DeleteObject : IRpc
{
    public string Name => nameof(DeleteObject);

    public XElement Answer(RpcContext context, SoapMessage request)
    {
        try
        {
            context.Gateway.Access.Delete(request.Text("ObjectName"));
            ParameterKeys.Store(context.Gateway, request);
            return context.Soap.Rpc("DeleteObjectResponse", new XElement("Status", 0));
        }
        catch (DataModelException e)
        {
            throw CwmpFaultException.From(e);
        }
    }
}
