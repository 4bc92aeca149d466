using Acs.Cwmp.Soap;
using Provisioning.Conversations;

namespace Acs.Cwmp.Rpc;

/// <summary>TR-069 A.3.2.3.</summary>
internal sealed record GetParameterNamesResponse(IReadOnlyList<DiscoveredName> Names) : ICpeMessage
{
    public string Name => "GetParameterNamesResponse";

    public static GetParameterNamesResponse Read(XmlCursor xml)
    {
        var names = new List<DiscoveredName>();
        var scope = xml.Enter();
        while (xml.NextDescendant(scope))
        {
            if (xml.Name is not "ParameterInfoStruct")
            {
                continue;
            }

            var name = "";
            var writable = false;
            var item = xml.Enter();
            while (xml.Next(item))
            {
                switch (xml.Name)
                {
                    case "Name":
                        name = xml.Token();
                        break;
                    case "Writable":
                        writable = XmlValue.Boolean(xml.Token());
                        break;
                }
            }

            if (name.Length > 0)
            {
                names.Add(new DiscoveredName(name, writable));
            }
        }

        return new GetParameterNamesResponse(names);
    }
}
