using Acs.Cwmp.Soap;

namespace Acs.Cwmp.Rpc;

/// <summary>TR-069 A.4.2.1.</summary>
/// <param name="NextUrl">Where the subscriber's browser goes; empty: the gateway decides.</param>
internal sealed record KickedResponse(string NextUrl) : IAcsMessage
{
    public string Name => "KickedResponse";

    public void Write(SoapWriter soap)
    {
        soap.Raw("<cwmp:KickedResponse>"u8);
        soap.Element("NextURL"u8, NextUrl);
        soap.Raw("</cwmp:KickedResponse>"u8);
    }
}
