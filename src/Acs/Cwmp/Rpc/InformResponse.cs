using Acs.Cwmp.Soap;

namespace Acs.Cwmp.Rpc;

/// <summary>TR-069 A.3.3.1. MaxEnvelopes is 1 since CWMP 1.0 Amendment 1.</summary>
internal sealed record InformResponse : IAcsMessage
{
    public static InformResponse Instance { get; } = new();

    public string Name => "InformResponse";

    public void Write(SoapWriter soap) =>
        soap.Raw("<cwmp:InformResponse><MaxEnvelopes>1</MaxEnvelopes></cwmp:InformResponse>"u8);
}
