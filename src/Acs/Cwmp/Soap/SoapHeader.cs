namespace Acs.Cwmp.Soap;

/// <summary>What a gateway put into the SOAP header.</summary>
/// <param name="Id"><c>cwmp:ID</c>; null where there is none, which some firmware does.</param>
/// <param name="NoMoreRequests">Deprecated since CWMP 1.1; read, and without effect.</param>
/// <param name="SessionTimeout">Seconds the CPE keeps the session (CWMP 1.3).</param>
/// <param name="SupportedVersions">Comma-separated <c>SupportedCWMPVersions</c> (CWMP 1.4).</param>
internal sealed record SoapHeader(
    string? Id = null,
    bool NoMoreRequests = false,
    int? SessionTimeout = null,
    string? SupportedVersions = null)
{
    public static SoapHeader Empty { get; } = new();

    public static SoapHeader Read(XmlCursor xml)
    {
        string? id = null, versions = null;
        var noMoreRequests = false;
        int? timeout = null;
        var scope = xml.Enter();
        while (xml.Next(scope))
        {
            switch (xml.Name)
            {
                case "ID":
                    id = xml.Token();
                    break;
                case "NoMoreRequests":
                    noMoreRequests = XmlValue.Boolean(xml.Token());
                    break;
                case "SessionTimeout":
                    timeout = XmlValue.Int(xml.Token());
                    break;
                case "SupportedCWMPVersions":
                    versions = xml.Token();
                    break;
            }
        }

        return new SoapHeader(string.IsNullOrEmpty(id) ? null : id, noMoreRequests, timeout, versions);
    }
}
