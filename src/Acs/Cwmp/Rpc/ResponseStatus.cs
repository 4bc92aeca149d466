using Acs.Cwmp.Soap;

namespace Acs.Cwmp.Rpc;

/// <summary>The Status that several answers consist of: 0 done, 1 later. Missing counts as done.</summary>
internal static class ResponseStatus
{
    public static int Read(XmlCursor xml)
    {
        var status = 0;
        var scope = xml.Enter();
        while (xml.Next(scope))
        {
            if (xml.Name is "Status")
            {
                status = XmlValue.Int(xml.Token()) ?? 0;
            }
        }

        return status;
    }
}
