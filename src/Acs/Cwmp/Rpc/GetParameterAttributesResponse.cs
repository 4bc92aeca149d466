using Acs.Cwmp.Soap;
using Provisioning.Conversations;

namespace Acs.Cwmp.Rpc;

/// <summary>TR-069 A.3.2.5.</summary>
internal sealed record GetParameterAttributesResponse(IReadOnlyList<ParameterAttributes> Attributes) : ICpeMessage
{
    public string Name => "GetParameterAttributesResponse";

    public static GetParameterAttributesResponse Read(XmlCursor xml)
    {
        var attributes = new List<ParameterAttributes>();
        var scope = xml.Enter();
        while (xml.NextDescendant(scope))
        {
            if (xml.Name is "ParameterAttributeStruct" && ReadItem(xml) is { Path.Length: > 0 } item)
            {
                attributes.Add(item);
            }
        }

        return new GetParameterAttributesResponse(attributes);
    }

    private static ParameterAttributes ReadItem(XmlCursor xml)
    {
        var name = "";
        var notification = 0;
        var access = new List<string>();
        var scope = xml.Enter();
        while (xml.NextDescendant(scope))
        {
            switch (xml.Name)
            {
                case "Name":
                    name = xml.Token();
                    break;
                case "Notification":
                    notification = XmlValue.Int(xml.Token()) ?? 0;
                    break;
                case "string":
                    access.Add(xml.Token());
                    break;
            }
        }

        return new ParameterAttributes(name, notification, access);
    }
}
