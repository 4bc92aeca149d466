using System.Text;
using Acs.Cwmp.Soap;

namespace Acs.Cwmp.Rpc;

/// <summary>An answer without content, such as <c>TransferCompleteResponse</c>.</summary>
internal sealed record Acknowledgement(string Name) : IAcsMessage
{
    public void Write(SoapWriter soap)
    {
        soap.Raw("<cwmp:"u8);
        soap.Raw(Encoding.ASCII.GetBytes(Name));
        soap.Raw("/>"u8);
    }
}
