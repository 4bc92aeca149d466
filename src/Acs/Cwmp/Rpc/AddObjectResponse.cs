using System.Globalization;
using Acs.Cwmp.Soap;

namespace Acs.Cwmp.Rpc;

/// <summary>TR-069 A.3.2.6.</summary>
/// <param name="InstanceNumber">From 1; 0 where the gateway named none, which is no answer.</param>
internal sealed record AddObjectResponse(uint InstanceNumber, int Status) : ICpeMessage
{
    public string Name => "AddObjectResponse";

    public static AddObjectResponse Read(XmlCursor xml)
    {
        uint number = 0;
        var status = 0;
        var scope = xml.Enter();
        while (xml.Next(scope))
        {
            switch (xml.Name)
            {
                case "InstanceNumber":
                    _ = uint.TryParse(xml.Token(), NumberStyles.None, CultureInfo.InvariantCulture, out number);
                    break;
                case "Status":
                    status = XmlValue.Int(xml.Token()) ?? 0;
                    break;
            }
        }

        return new AddObjectResponse(number, status);
    }
}
