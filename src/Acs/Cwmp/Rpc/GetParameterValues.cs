using Acs.Cwmp.Soap;

namespace Acs.Cwmp.Rpc;

/// <summary>TR-069 A.3.2.2.</summary>
/// <param name="Paths">Never empty: some firmware breaks on that.</param>
internal sealed record GetParameterValues(IReadOnlyList<string> Paths) : IAcsMessage
{
    public string Name => "GetParameterValues";

    public string Summary => $"GetParameterValues ({Paths.Count})";

    public void Write(SoapWriter soap)
    {
        soap.Raw("<cwmp:GetParameterValues>"u8);
        soap.Strings("ParameterNames"u8, Paths);
        soap.Raw("</cwmp:GetParameterValues>"u8);
    }
}
