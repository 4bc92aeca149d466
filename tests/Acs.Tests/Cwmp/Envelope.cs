namespace Acs.Tests.Cwmp;

/// <summary>Messages as gateways write them.</summary>
internal static class Envelope
{
    public static string Of(string body, string ns = "urn:dslforum-org:cwmp-1-0", string? id = "42", string header = "")
    {
        var idHeader = id is null ? "" : $"""<cwmp:ID SOAP-ENV:mustUnderstand="1">{id}</cwmp:ID>""";
        return $"""
            <?xml version="1.0" encoding="UTF-8"?>
            <SOAP-ENV:Envelope xmlns:SOAP-ENV="http://schemas.xmlsoap.org/soap/envelope/" xmlns:SOAP-ENC="http://schemas.xmlsoap.org/soap/encoding/" xmlns:xsd="http://www.w3.org/2001/XMLSchema" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:cwmp="{ns}">
            <SOAP-ENV:Header>{idHeader}{header}</SOAP-ENV:Header>
            <SOAP-ENV:Body>{body}</SOAP-ENV:Body>
            </SOAP-ENV:Envelope>
            """;
    }

    public static string InformBody(string serial = "0001", string events = "2 PERIODIC", string parameters = "", string oui = "00D09E") => $"""
        <cwmp:Inform>
          <DeviceId><Manufacturer>Example</Manufacturer><OUI>{oui}</OUI><ProductClass>Home</ProductClass><SerialNumber>{serial}</SerialNumber></DeviceId>
          <Event SOAP-ENC:arrayType="cwmp:EventStruct[1]">{string.Concat(events.Split('|').Select(e => $"<EventStruct><EventCode>{e}</EventCode><CommandKey></CommandKey></EventStruct>"))}</Event>
          <MaxEnvelopes>1</MaxEnvelopes><CurrentTime>2026-11-23T00:00:00Z</CurrentTime><RetryCount>0</RetryCount>
          <ParameterList SOAP-ENC:arrayType="cwmp:ParameterValueStruct[0009]">{Value("Device.DeviceInfo.SoftwareVersion", "1.0")}{parameters}</ParameterList>
        </cwmp:Inform>
        """;

    public static string Inform(string serial = "0001", string events = "2 PERIODIC", string ns = "urn:dslforum-org:cwmp-1-0", string? id = "42", string header = "") =>
        Of(InformBody(serial, events), ns, id, header);

    public static string Value(string name, string value, string? type = "xsd:string") =>
        $"<ParameterValueStruct><Name>{name}</Name><Value{(type is null ? "" : $" xsi:type=\"{type}\"")}>{value}</Value></ParameterValueStruct>";

    public static string Fault(int code, string text = "no", string parameters = "") =>
        $"<SOAP-ENV:Fault><faultcode>Client</faultcode><faultstring>CWMP fault</faultstring><detail><cwmp:Fault><FaultCode>{code}</FaultCode><FaultString>{text}</FaultString>{parameters}</cwmp:Fault></detail></SOAP-ENV:Fault>";
}
