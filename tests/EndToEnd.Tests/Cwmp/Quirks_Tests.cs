using System.Net;
using System.Text;

namespace EndToEnd.Tests.Cwmp;

/// <summary>What a gateway does wrong is counted, shown with the device and suggested as a switch.</summary>
[TestFixture]
internal sealed class Quirks_Tests
{
    private const string Inform = """
        <cwmp:Inform><DeviceId><Manufacturer></Manufacturer><OUI>3C8150</OUI><ProductClass>F@ST 2764</ProductClass><SerialNumber></SerialNumber></DeviceId>
        <Event><EventStruct><EventCode>1 BOOT</EventCode><CommandKey/></EventStruct></Event><MaxEnvelopes>1</MaxEnvelopes><CurrentTime>1970-01-01T00:00:00Z</CurrentTime><RetryCount>0</RetryCount>
        <ParameterList><ParameterValueStruct><Name>InternetGatewayDevice.DeviceInfo.SerialNumber</Name><Value>Q1</Value></ParameterValueStruct>
        <ParameterValueStruct><Name>InternetGatewayDevice.DeviceInfo.SoftwareVersion</Name><Value>7</Value></ParameterValueStruct></ParameterList></cwmp:Inform>
        """;

    [Test]
    public async Task They_are_counted_and_its_rule_keeps_the_root_from_being_listed()
    {
        await using var acs = await TestAcs.StartAsync();
        using var gateway = new HttpClient(new SocketsHttpHandler { UseCookies = false }) { BaseAddress = acs.Addresses.Cwmp };
        Assert.That(await PostAsync(gateway, Inform), Does.Contain("InformResponse"));

        var listed = new List<string>();
        for (var request = await PostAsync(gateway, ""); request.Length > 0 && listed.Count < 100;)
        {
            listed.Add(request);
            request = await PostAsync(gateway, Answer(request));
        }

        Assert.That(listed, Has.Some.Contains("GetParameterNames"));
        Assert.That(listed, Has.None.Contains("<ParameterPath>InternetGatewayDevice.</ParameterPath>"), "peers' quirk 14");

        await Eventually.TrueAsync(
            async () => await acs.GetAsync("devices/3C8150-F%40ST%202764-Q1/quirks") is { } quirks
                && quirks.ToString() is var text && text.Contains("IncompleteDeviceId", StringComparison.Ordinal)
                && text.Contains("UntypedValue", StringComparison.Ordinal) && text.Contains("NoCookie", StringComparison.Ordinal)
                && text.Contains("fast-2764-root", StringComparison.Ordinal),
            "the quirks are listed",
            async () => $"{await acs.GetAsync("devices/3C8150-F%40ST%202764-Q1/quirks")}");
        Assert.That((await acs.GetAsync("devices/3C8150-F%40ST%202764-Q1/why"))!.Value.ToString(), Does.Contain("its connection tells which session it is"));
        Assert.That((await acs.GetAsync("quirks"))!.Value.GetProperty("quirks").EnumerateArray().Select(q => q.GetProperty("text").GetString()), Is.All.Not.Empty);
        var untyped = (await acs.GetAsync("quirks"))!.Value.GetProperty("quirks").EnumerateArray().Single(q => q.GetProperty("quirk").GetString() == "UntypedValue");
        Assert.That(untyped.GetProperty("devices").GetInt32(), Is.EqualTo(1));
    }

    [Test]
    public async Task An_endless_loop_of_Informs_is_held_off_and_told()
    {
        await using var acs = await TestAcs.StartAsync();
        using var gateway = new HttpClient(new SocketsHttpHandler { UseCookies = false }) { BaseAddress = acs.Addresses.Cwmp };
        var statuses = new List<HttpStatusCode>();
        for (var i = 0; i < 31; i++)
        {
            using var content = new StringContent(Envelope(Inform), Encoding.UTF8, "text/xml");
            using var answer = await gateway.PostAsync("", content);
            statuses.Add(answer.StatusCode);
        }

        Assert.That(statuses[^1], Is.EqualTo(HttpStatusCode.ServiceUnavailable));
        Assert.That(statuses.Take(30), Is.All.EqualTo(HttpStatusCode.OK));
        await Eventually.TrueAsync(
            async () => (await acs.GetAsync("devices/3C8150-F%40ST%202764-Q1/why")).ToString()!.Contains("never goes on with the session", StringComparison.Ordinal)
                && (await acs.GetAsync("events")).ToString()!.Contains("device.quirk", StringComparison.Ordinal),
            "the loop is told",
            async () => $"{await acs.GetAsync("devices/3C8150-F%40ST%202764-Q1/why")} {await acs.GetAsync("events")}");
    }

    private static string Envelope(string body) => $"""
        <soapenv:Envelope xmlns:soapenv="http://schemas.xmlsoap.org/soap/envelope/" xmlns:cwmp="urn:dslforum-org:cwmp-1-0"><soapenv:Header/><soapenv:Body>{body}</soapenv:Body></soapenv:Envelope>
        """;

    private static string Answer(string request) =>
        request.Contains("GetParameterNames>", StringComparison.Ordinal) ? "<cwmp:GetParameterNamesResponse><ParameterList/></cwmp:GetParameterNamesResponse>"
        : request.Contains("GetParameterValues>", StringComparison.Ordinal) ? "<cwmp:GetParameterValuesResponse><ParameterList/></cwmp:GetParameterValuesResponse>"
        : request.Contains("SetParameterValues>", StringComparison.Ordinal) ? "<cwmp:SetParameterValuesResponse><Status>0</Status></cwmp:SetParameterValuesResponse>"
        : request.Contains("GetRPCMethods", StringComparison.Ordinal) ? "<cwmp:GetRPCMethodsResponse><MethodList/></cwmp:GetRPCMethodsResponse>"
        : "<soapenv:Fault><faultcode>Client</faultcode><faultstring>CWMP fault</faultstring><detail><cwmp:Fault><FaultCode>9000</FaultCode><FaultString>no</FaultString></cwmp:Fault></detail></soapenv:Fault>";

    private static async Task<string> PostAsync(HttpClient gateway, string body)
    {
        using var content = new StringContent(body.Length == 0 ? "" : Envelope(body), Encoding.UTF8, "text/xml");
        using var answer = await gateway.PostAsync("", content);
        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.OK).Or.EqualTo(HttpStatusCode.NoContent));
        return await answer.Content.ReadAsStringAsync();
    }
}
