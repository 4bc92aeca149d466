using System.Net;
using System.Text.Json;
using Acs.Tests.Hosting;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Provisioning.Devices;
using Provisioning.Storage.Rows;

namespace Acs.Tests.Northbound;

public sealed class Operations_Tests
{
    private const string Path = "devices/00D09E-Home%252DBox-OP1/operations";

    private RunningServer _server = null!;

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        _server = await RunningServer.StartAsync();
        await _server.ArrangeAsync(db => db.Devices.Add(Given.Device("OP1")));
    }

    [OneTimeTearDown]
    public async Task StopAsync() => await _server.DisposeAsync();

    [TestCase("""{"type":"setValues","values":[{"path":"Device.X","value":"1","type":"xsd:string"}]}""")]
    [TestCase("""{"type":"setValues","values":{"Device.X":true,"Device.Y":7}}""")]
    [TestCase("""{"type":"setValues","parameters":{"Device.X":"a"}}""")]
    [TestCase("""{"type":"getValues","paths":["Device."]}""")]
    [TestCase("""{"type":"getNames","path":"Device.","nextLevel":true}""")]
    [TestCase("""{"type":"addInstance","path":"Device.Firewall.Chain.","values":{"Name":"x"}}""")]
    [TestCase("""{"type":"deleteInstance","path":"Device.Firewall.Chain.1."}""")]
    [TestCase("""{"type":"reboot"}""")]
    [TestCase("""{"type":"factoryReset"}""")]
    [TestCase("""{"type":"download","fileType":"3 Vendor Configuration File","url":"https://files.example/x"}""")]
    [TestCase("""{"type":"command","path":"Device.IP.Diagnostics.IPPing()","arguments":{"Host":"192.0.2.1"}}""")]
    [TestCase("""{"type":"upload","fileType":"2 Vendor Log File","url":"https://files.example/x"}""")]
    [TestCase("""{"type":"scheduleInform","delaySeconds":60}""")]
    [TestCase("""{"type":"scheduleDownload","url":"https://files.example/x","windows":[{"startSeconds":0,"endSeconds":60},{"startSeconds":60,"endSeconds":90,"mode":"confirmation","userMessage":"Now?","maxRetries":2}]}""")]
    [TestCase("""{"type":"cancelTransfer","commandKey":"k"}""")]
    [TestCase("""{"type":"cancelTransfer","operationId":"00000000-0000-0000-0000-000000000001"}""")]
    [TestCase("""{"type":"queuedTransfers"}""")]
    [TestCase("""{"type":"getAttributes","paths":["Device."]}""")]
    [TestCase("""{"type":"setAttributes","attributes":[{"path":"Device.X","notification":"passive"},{"path":"Device.Y.","notification":2,"accessList":["Subscriber"]}]}""")]
    [TestCase("""{"type":"changeDuState","changes":[{"action":"install","url":"https://files.example/x"},{"action":"update"},{"action":"uninstall","uuid":"12345678-1234-1234-1234-123456789abc"}]}""")]
    [TestCase("""{"type":"getOptions"}""")]
    [TestCase("""{"type":"setVouchers","vouchers":["AQID"]}""")]
    [TestCase("""{"type":"rpcMethods"}""")]
    public async Task An_order_is_accepted_and_can_be_read(string body)
    {
        using var content = new StringContent(body);
        using var response = await _server.Api.PostAsync(Path, content);
        Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.Accepted), await response.Content.ReadAsStringAsync());
        using var operation = JsonDocument.Parse(await response.Content.ReadAsStringAsync());
        var (status, read) = await _server.GetAsync($"operations/{operation.RootElement.GetProperty("id").GetString()}");
        Assert.That(status, Is.EqualTo(HttpStatusCode.OK));
        Assert.That(read.GetProperty("state").GetString(), Is.EqualTo("pending"));
        Assert.That(read.GetProperty("fault").ValueKind, Is.EqualTo(JsonValueKind.Null));
    }

    [TestCase("""{}""", "type")]
    [TestCase("""{"type":"explode"}""", "type")]
    [TestCase("""{"type":"setValues"}""", "values")]
    [TestCase("""{"type":"setValues","values":[{"path":"Device.X.","value":"1"}]}""", "values[0]")]
    [TestCase("""{"type":"setValues","values":[{"path":"Device.X","value":{}}]}""", "values[0]")]
    [TestCase("""{"type":"setValues","values":[{"path":"Device.X","value":"x","type":"boolean"}]}""", "values[0]")]
    [TestCase("""{"type":"setValues","values":[{"path":"Device.X","value":"x","type":"colour"}]}""", "values[0]")]
    [TestCase("""{"type":"setValues","values":[{"path":"Device.X","value":"1"},{"path":"Device.X","value":"2"}]}""", "values[1]")]
    [TestCase("""{"type":"getValues","paths":["1"]}""", "paths[0]")]
    [TestCase("""{"type":"getValues","paths":["Device..X"]}""", "paths[0]")]
    [TestCase("""{"type":"getValues","paths":["Device.X "]}""", "paths[0]")]
    [TestCase("""{"type":"getNames","path":"Device.\u0001"}""", "path")]
    [TestCase("""{"type":"addInstance","path":"Device.Firewall.Chain"}""", "path")]
    [TestCase("""{"type":"deleteInstance","path":"Device.X"}""", "path")]
    [TestCase("""{"type":"download"}""", "url")]
    [TestCase("""{"type":"download","url":"file:///etc/passwd"}""", "url")]
    [TestCase("""{"type":"download","imageId":"5"}""", "imageId")]
    [TestCase("""{"type":"download","imageId":"00000000-0000-0000-0000-000000000001"}""", "imageId")]
    [TestCase("""{"type":"command","path":"Device.Reboot"}""", "path")]
    [TestCase("""{"type":"getNames","nextLevel":"yes"}""", "nextLevel")]
    [TestCase("""{"type":"upload","url":"x"}""", "url")]
    [TestCase("""{"type":"upload","url":"https://files.example/x","delaySeconds":-1}""", "delaySeconds")]
    [TestCase("""{"type":"download","url":"https://files.example/x","fileSize":4294967296}""", "fileSize")]
    [TestCase("""{"type":"scheduleInform"}""", "delaySeconds")]
    [TestCase("""{"type":"scheduleInform","delaySeconds":0}""", "delaySeconds")]
    [TestCase("""{"type":"scheduleDownload","url":"https://files.example/x"}""", "windows")]
    [TestCase("""{"type":"scheduleDownload","url":"https://files.example/x","windows":[{"startSeconds":9,"endSeconds":3}]}""", "windows[0].endSeconds")]
    [TestCase("""{"type":"scheduleDownload","url":"https://files.example/x","windows":[{"startSeconds":0,"endSeconds":9},{"startSeconds":5,"endSeconds":20}]}""", "windows[1].startSeconds")]
    [TestCase("""{"type":"scheduleDownload","url":"https://files.example/x","windows":[{"startSeconds":0,"endSeconds":9,"mode":"later"}]}""", "windows[0].mode")]
    [TestCase("""{"type":"cancelTransfer"}""", "commandKey")]
    [TestCase("""{"type":"cancelTransfer","operationId":"x"}""", "operationId")]
    [TestCase("""{"type":"getAttributes"}""", "paths")]
    [TestCase("""{"type":"setAttributes","attributes":[{"path":"Device.X"}]}""", "attributes[0]")]
    [TestCase("""{"type":"setAttributes","attributes":[{"path":"Device.X","notification":7}]}""", "attributes[0].notification")]
    [TestCase("""{"type":"changeDuState","changes":[]}""", "changes")]
    [TestCase("""{"type":"changeDuState","changes":[{"action":"install"}]}""", "changes[0].url")]
    [TestCase("""{"type":"changeDuState","changes":[{"action":"uninstall","uuid":"x"}]}""", "changes[0].uuid")]
    [TestCase("""{"type":"setVouchers","vouchers":["%"]}""", "vouchers[0]")]
    [TestCase("""{"type":"getOptions","optionName":5}""", "optionName")]
    public async Task A_wrong_order_names_its_field(string body, string field)
    {
        using var content = new StringContent(body);
        using var response = await _server.Api.PostAsync(Path, content);
        Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.BadRequest));
        using var problem = JsonDocument.Parse(await response.Content.ReadAsStringAsync());
        Assert.That(problem.RootElement.GetProperty("errors").EnumerateObject().Select(e => e.Name), Does.Contain(field));
    }

    [Test]
    public async Task An_upload_without_url_comes_here() =>
        Assert.That((await _server.SendAsync(HttpMethod.Post, Path, new { type = "upload" })).Status, Is.EqualTo(HttpStatusCode.Accepted));

    [Test]
    public async Task A_body_that_is_too_large_is_refused()
    {
        using var content = new StringContent("{\"type\":\"setValues\",\"values\":{\"Device.X\":\"" + new string('x', 2_000_000) + "\"}}");
        using var response = await _server.Api.PostAsync(Path, content);
        Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.RequestEntityTooLarge));
    }

    [TestCase("x")]
    [TestCase("-1")]
    [TestCase("301")]
    public async Task A_wait_that_is_none_names_its_field(string wait)
    {
        var (status, problem) = await _server.SendAsync(HttpMethod.Post, $"{Path}?wait={wait}", new { type = "reboot" });
        Assert.That(status, Is.EqualTo(HttpStatusCode.BadRequest));
        Assert.That(problem.GetProperty("errors").TryGetProperty("wait", out _), Is.True);
    }

    [Test]
    public async Task A_wait_ends_with_the_operation()
    {
        await _server.ArrangeAsync(db => db.Devices.Add(Given.Device("OP2")));
        var waiting = _server.SendAsync(HttpMethod.Post, "devices/00D09E-Home%252DBox-OP2/operations?wait=60", new { type = "reboot" });
        var id = await Eventually.NotNullAsync(() => _server.ReadAsync(db => db.Operations
            .Where(o => db.Devices.Any(d => d.Id == o.DeviceId && d.SerialNumber == "OP2")).Select(o => (Guid?)o.Id).FirstOrDefaultAsync()));
        await _server.ArrangeAsync(db =>
        {
            var row = db.Operations.Single(o => o.Id == id);
            row.State = OperationState.Failed;
            row.Fault = """{"kind":"Denied","code":"9001","text":"Request denied","parameters":[{"path":"Device.X","code":"9008","text":"read-only"}]}""";
        });
        _server.Server.Services.GetRequiredService<IDeviceChanges>().Publish("00D09E-Home%2DBox-OP2");
        var (status, operation) = await waiting;
        Assert.That(status, Is.EqualTo(HttpStatusCode.Accepted));
        Assert.That(operation.GetProperty("state").GetString(), Is.EqualTo("failed"));
        Assert.That(operation.GetProperty("fault").GetProperty("code").GetString(), Is.EqualTo("9001"));
        Assert.That(operation.GetProperty("fault").GetProperty("parameters")[0].GetProperty("path").GetString(), Is.EqualTo("Device.X"));
    }

    [Test]
    public async Task Events_stream_as_they_happen()
    {
        using var response = await _server.Api.GetAsync("events?stream=true", HttpCompletionOption.ResponseHeadersRead);
        Assert.That(response.Content.Headers.ContentType?.MediaType, Is.EqualTo("text/event-stream"));
        await _server.ArrangeAsync(db => db.DeviceEvents.Add(new DeviceEventRow { At = Given.Noon, Kind = "test.happened", Text = "It happened." }));
        using var reader = new StreamReader(await response.Content.ReadAsStreamAsync());
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        string? line;
        do
        {
            line = await reader.ReadLineAsync(deadline.Token);
        }
        while (line is not null && !line.Contains("It happened.", StringComparison.Ordinal));
        Assert.That(line, Does.StartWith("data: {").And.Contain("\"kind\":\"test.happened\""));
    }
}
