using Acs.Cwmp.Soap;

namespace Acs.Cwmp.Rpc;

/// <summary>The Status that several answers consist of: 0 done, 1 later. What a missing one counts as is the caller's.</summary>
internal static class ResponseStatus
{
    public static int Read(XmlCursor xml, int missing = 0)
    {
        var status = missing;
        var scope = xml.Enter();
        while (xml.Next(scope))
        {
            if (xml.Name is "Status")
            {
                status = XmlValue.Int(xml.Token()) ?? missing;
            }
        }

        return status;
    }
}
