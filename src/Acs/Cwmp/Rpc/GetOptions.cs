using Acs.Cwmp.Soap;

namespace Acs.Cwmp.Rpc;

/// <summary>TR-069 A.4.1.4.</summary>
/// <param name="OptionName">Empty for all.</param>
internal sealed record GetOptions(string OptionName) : IAcsMessage
{
    public string Name => "GetOptions";

    public void Write(SoapWriter soap)
    {
        soap.Raw("<cwmp:GetOptions>"u8);
        soap.Element("OptionName"u8, OptionName);
        soap.Raw("</cwmp:GetOptions>"u8);
    }
}
