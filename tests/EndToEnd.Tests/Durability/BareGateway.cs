using System.Net;
using System.Text;

namespace EndToEnd.Tests.Durability;

/// <summary>A gateway that says one message at a time, so that the test can stop the world between any two.</summary>
/// <param name="credential">Shown when it is asked for one.</param>
internal sealed class BareGateway(Uri acs, string serial, NetworkCredential? credential = null) : IDisposable
{
    private readonly HttpClient _http = new(new SocketsHttpHandler { UseCookies = true, Credentials = credential });

    public string Id => $"00D09E-Bare-{serial}";

    public Task<string> InformAsync(string code) => SayAsync(Inform(code));

    /// <summary>The status that an Inform gets, whatever it is.</summary>
    public async Task<HttpStatusCode> KnockAsync(string code)
    {
        using var content = new StringContent(Envelope(Inform(code), "1"), Encoding.UTF8, "text/xml");
        using var response = await _http.PostAsync(acs, content);
        return response.StatusCode;
    }

    private string Inform(string code) =>
        $"""
         <cwmp:Inform><DeviceId><Manufacturer>Bare</Manufacturer><OUI>00D09E</OUI><ProductClass>Bare</ProductClass><SerialNumber>{serial}</SerialNumber></DeviceId>
         <Event><EventStruct><EventCode>{code}</EventCode><CommandKey/></EventStruct></Event><MaxEnvelopes>1</MaxEnvelopes><CurrentTime>2026-05-04T12:00:00Z</CurrentTime><RetryCount>0</RetryCount>
         <ParameterList><ParameterValueStruct><Name>Device.DeviceInfo.SoftwareVersion</Name><Value xsi:type="xsd:string">1.0</Value></ParameterValueStruct></ParameterList></cwmp:Inform>
         """;

    public Task<string> TransferCompleteAsync() => SayAsync(
        """
        <cwmp:TransferComplete><CommandKey>k</CommandKey><FaultStruct><FaultCode>0</FaultCode><FaultString/></FaultStruct>
        <StartTime>2026-05-04T11:00:00Z</StartTime><CompleteTime>2026-05-04T12:00:00Z</CompleteTime></cwmp:TransferComplete>
        """);

    public Task<string> SilenceAsync() => PostAsync("");

    public Task<string> SayAsync(string body, string id = "1") => PostAsync(Envelope(body, id));

    private static string Envelope(string body, string id) =>
        $"""
         <soap:Envelope xmlns:soap="http://schemas.xmlsoap.org/soap/envelope/" xmlns:xsd="http://www.w3.org/2001/XMLSchema" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:cwmp="urn:dslforum-org:cwmp-1-2">
         <soap:Header><cwmp:ID soap:mustUnderstand="1">{id}</cwmp:ID></soap:Header><soap:Body>{body}</soap:Body></soap:Envelope>
         """;

    public void Dispose() => _http.Dispose();

    private async Task<string> PostAsync(string body)
    {
        using var content = new StringContent(body, Encoding.UTF8, "text/xml");
        using var response = await _http.PostAsync(acs, content);
        Assert.That(response.IsSuccessStatusCode, Is.True, $"{response.StatusCode}");
        return await response.Content.ReadAsStringAsync();
    }
}
