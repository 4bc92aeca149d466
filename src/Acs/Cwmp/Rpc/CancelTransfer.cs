using Acs.Cwmp.Soap;

namespace Acs.Cwmp.Rpc;

/// <summary>TR-069 A.4.1.9, since CWMP 1.2: gives up the transfers of that command key.</summary>
internal sealed record CancelTransfer(string CommandKey) : IAcsMessage
{
    public string Name => "CancelTransfer";

    public void Write(SoapWriter soap)
    {
        soap.Raw("<cwmp:CancelTransfer>"u8);
        soap.Element("CommandKey"u8, CommandKey);
        soap.Raw("</cwmp:CancelTransfer>"u8);
    }
}
