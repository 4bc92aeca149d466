using Acs.Cwmp.Soap;

namespace Acs.Cwmp.Rpc;

/// <summary>TR-069 A.3.2.9.</summary>
internal sealed record Reboot(string CommandKey) : IAcsMessage
{
    public string Name => "Reboot";

    public void Write(SoapWriter soap)
    {
        soap.Raw("<cwmp:Reboot>"u8);
        soap.Element("CommandKey"u8, CommandKey);
        soap.Raw("</cwmp:Reboot>"u8);
    }
}
