using Acs.Cwmp.Soap;

namespace Acs.Cwmp.Rpc;

/// <summary>TR-069 A.5.2: our refusal of a gateway's request.</summary>
/// <param name="Code">8000 to 8006.</param>
internal sealed record AcsFault(int Code, string Text) : IAcsMessage
{
    public string Name => "Fault";

    public string Summary => $"Fault {Code} {Text}";

    public static AcsFault MethodNotSupported { get; } = new(8000, "Method not supported");

    public static AcsFault RequestDenied { get; } = new(8001, "Request denied");

    public static AcsFault InternalError { get; } = new(8002, "Internal error");

    public static AcsFault InvalidArguments { get; } = new(8003, "Invalid arguments");

    public static AcsFault ResourcesExceeded { get; } = new(8004, "Resources exceeded");

    public static AcsFault RetryRequest { get; } = new(8005, "Retry request");

    /// <summary>CWMP 1.4: of the versions that the gateway offers none is spoken here.</summary>
    public static AcsFault VersionIncompatible { get; } = new(8006, "ACS version incompatible with CPE");

    /// <summary>Whose fault it is: only 8003 is the caller's (TR-069 A.5.2, "Type").</summary>
    private string FaultCode => Code == 8003 ? "Client" : "Server";

    public void Write(SoapWriter soap)
    {
        soap.Raw("<soap-env:Fault>"u8);
        soap.Element("faultcode"u8, FaultCode);
        soap.Raw("<faultstring>CWMP fault</faultstring><detail><cwmp:Fault>"u8);
        soap.Element("FaultCode"u8, Code);
        soap.Element("FaultString"u8, Text);
        soap.Raw("</cwmp:Fault></detail></soap-env:Fault>"u8);
    }
}
