using Acs.Cwmp.Soap;
using Provisioning.Conversations;

namespace Acs.Cwmp.Rpc;

/// <summary>TR-069 A.3.2.4.</summary>
/// <param name="Changes">Never empty.</param>
internal sealed record SetParameterAttributes(IReadOnlyList<AttributeChange> Changes) : IAcsMessage
{
    public string Name => "SetParameterAttributes";

    public string Summary => $"SetParameterAttributes ({Changes.Count})";

    public void Write(SoapWriter soap)
    {
        soap.Raw("<cwmp:SetParameterAttributes>"u8);
        soap.OpenArray("ParameterList"u8, "cwmp:SetParameterAttributesStruct"u8, Changes.Count);
        foreach (var change in Changes)
        {
            soap.Raw("<SetParameterAttributesStruct>"u8);
            soap.Element("Name"u8, change.Path);
            soap.Boolean("NotificationChange"u8, change.Notification is not null);
            soap.Element("Notification"u8, change.Notification ?? 0);
            soap.Boolean("AccessListChange"u8, change.AccessList is not null);
            soap.Strings("AccessList"u8, change.AccessList ?? []);
            soap.Raw("</SetParameterAttributesStruct>"u8);
        }

        soap.Raw("</ParameterList></cwmp:SetParameterAttributes>"u8);
    }
}
