using Acs.Cwmp.Soap;
using Provisioning.Devices;

namespace Acs.Cwmp.Rpc;

/// <summary>TR-069 A.3.2.1: all or nothing.</summary>
/// <param name="Values">Never empty, no path twice.</param>
internal sealed record SetParameterValues(IReadOnlyList<ParameterValue> Values, string ParameterKey) : IAcsMessage
{
    public string Name => "SetParameterValues";

    public string Summary => $"SetParameterValues ({Values.Count})";

    public void Write(SoapWriter soap)
    {
        soap.Raw("<cwmp:SetParameterValues>"u8);
        ParameterValues.Write(soap, Values);
        soap.Element("ParameterKey"u8, ParameterKey);
        soap.Raw("</cwmp:SetParameterValues>"u8);
    }
}
