using Acs.Cwmp.Soap;

namespace Acs.Cwmp.Rpc;

/// <summary>TR-069 A.3.2.5.</summary>
/// <param name="Paths">Never empty.</param>
internal sealed record GetParameterAttributes(IReadOnlyList<string> Paths) : IAcsMessage
{
    public string Name => "GetParameterAttributes";

    public string Summary => $"GetParameterAttributes ({Paths.Count})";

    public void Write(SoapWriter soap)
    {
        soap.Raw("<cwmp:GetParameterAttributes>"u8);
        soap.Strings("ParameterNames"u8, Paths);
        soap.Raw("</cwmp:GetParameterAttributes>"u8);
    }
}
