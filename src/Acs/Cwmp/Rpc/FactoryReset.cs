using Acs.Cwmp.Soap;

namespace Acs.Cwmp.Rpc;

/// <summary>TR-069 A.4.1.6.</summary>
internal sealed record FactoryReset : IAcsMessage
{
    public string Name => "FactoryReset";

    public void Write(SoapWriter soap) => soap.Raw("<cwmp:FactoryReset/>"u8);
}
