using Acs.Cwmp.Soap;

namespace Acs.Cwmp.Rpc;

/// <summary>TR-069 A.3.2.6.</summary>
/// <param name="Table">Ends with a dot.</param>
internal sealed record AddObject(string Table, string ParameterKey) : IAcsMessage
{
    public string Name => "AddObject";

    public string Summary => $"AddObject {Table}";

    public void Write(SoapWriter soap)
    {
        soap.Raw("<cwmp:AddObject>"u8);
        soap.Element("ObjectName"u8, Table);
        soap.Element("ParameterKey"u8, ParameterKey);
        soap.Raw("</cwmp:AddObject>"u8);
    }
}
