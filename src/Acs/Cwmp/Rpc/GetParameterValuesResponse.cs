using Acs.Cwmp.Soap;
using Provisioning.Devices;

namespace Acs.Cwmp.Rpc;

/// <summary>TR-069 A.3.2.2.</summary>
internal sealed record GetParameterValuesResponse(IReadOnlyList<ParameterValue> Values) : ICpeMessage
{
    public string Name => "GetParameterValuesResponse";

    public static GetParameterValuesResponse Read(XmlCursor xml)
    {
        IReadOnlyList<ParameterValue> values = [];
        var scope = xml.Enter();
        while (xml.Next(scope))
        {
            if (xml.Name is "ParameterList")
            {
                values = ParameterValues.Read(xml);
            }
        }

        return new GetParameterValuesResponse(values);
    }
}
