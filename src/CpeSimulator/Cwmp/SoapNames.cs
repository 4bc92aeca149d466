using System.Xml.Linq;

namespace CpeSimulator.Cwmp;

/// <summary>XML namespaces of CWMP.</summary>
internal static class SoapNames
{
    public static readonly XNamespace Envelope = "http://schemas.xmlsoap.org/soap/envelope/";
    public static readonly XNamespace Encoding = "http://schemas.xmlsoap.org/soap/encoding/";
    public static readonly XNamespace Instance = "http://www.w3.org/2001/XMLSchema-instance";
    public static readonly XNamespace Schema = "http://www.w3.org/2001/XMLSchema";
}
