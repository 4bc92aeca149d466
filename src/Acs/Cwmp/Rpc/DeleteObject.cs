using Acs.Cwmp.Soap;

namespace Acs.Cwmp.Rpc;

/// <summary>TR-069 A.3.2.7.</summary>
/// <param name="Path">An instance, ends with a dot.</param>
internal sealed record DeleteObject(string Path, string ParameterKey) : IAcsMessage
{
    public string Name => "DeleteObject";

    public string Summary => $"DeleteObject {Path}";

    public void Write(SoapWriter soap)
    {
        soap.Raw("<cwmp:DeleteObject>"u8);
        soap.Element("ObjectName"u8, Path);
        soap.Element("ParameterKey"u8, ParameterKey);
        soap.Raw("</cwmp:DeleteObject>"u8);
    }
}
