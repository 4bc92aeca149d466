using Acs.Cwmp.Soap;
using Provisioning.Conversations;

namespace Acs.Cwmp.Rpc;

/// <summary>A SOAP fault from a gateway, with every parameter that it blames (TR-069 A.5.1).</summary>
internal sealed record CpeFault(Fault Fault) : ICpeMessage
{
    /// <summary>No sane answer blames more.</summary>
    private const int MaxParameters = 4096;

    public string Name => "Fault";

    /// <summary>
    /// Looks for the CWMP part anywhere below the SOAP fault: some agents nest <c>detail</c> inside <c>faultstring</c>.
    /// A SOAP fault without it keeps its own words under code <c>soap</c>.
    /// </summary>
    public static CpeFault Read(XmlCursor xml)
    {
        string code = "", text = "", soapText = "";
        var parameters = new List<ParameterFault>();
        var scope = xml.Enter();
        while (xml.NextDescendant(scope))
        {
            switch (xml.Name)
            {
                case "SetParameterValuesFault":
                    var culprit = ReadParameter(xml);
                    if (parameters.Count < MaxParameters)
                    {
                        parameters.Add(culprit);
                    }

                    break;
                case "FaultCode":
                    code = xml.Token();
                    break;
                case "FaultString":
                    text = xml.Token();
                    break;
                case "faultcode":
                    soapText = xml.Token();
                    break;
            }
        }

        return code.Length > 0
            ? new CpeFault(new Fault(CpeFaults.Kind(code), code, text, parameters))
            : new CpeFault(new Fault(FaultKind.Other, "soap", text.Length > 0 ? text : soapText, parameters));
    }

    private static ParameterFault ReadParameter(XmlCursor xml)
    {
        string path = "", code = "", text = "";
        var scope = xml.Enter();
        while (xml.Next(scope))
        {
            switch (xml.Name)
            {
                case "ParameterName":
                    path = xml.Token();
                    break;
                case "FaultCode":
                    code = xml.Token();
                    break;
                case "FaultString":
                    text = xml.Token();
                    break;
            }
        }

        return new ParameterFault(path, code, text);
    }
}
