using Acs.Cwmp.Soap;

namespace Acs.Cwmp.Rpc;

/// <summary>TR-069 A.3.2.3.</summary>
internal sealed record GetParameterNames(string Path, bool NextLevel) : IAcsMessage
{
    public string Name => "GetParameterNames";

    public string Summary => $"GetParameterNames {Path}";

    public void Write(SoapWriter soap)
    {
        soap.Raw("<cwmp:GetParameterNames>"u8);
        soap.Element("ParameterPath"u8, Path);
        // As digits: Yeacomm P11 answers nothing to "false".
        soap.Element("NextLevel"u8, NextLevel ? 1 : 0);
        soap.Raw("</cwmp:GetParameterNames>"u8);
    }
}
