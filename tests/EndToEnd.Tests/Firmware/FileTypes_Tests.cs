using System.Text.Json;
using CpeSimulator;
using CpeSimulator.DataModels;
using CpeSimulator.Firmware;

namespace EndToEnd.Tests.Firmware;

/// <summary>Files of every type of TR-069 A.3.2.8 and A.4.1.5, both ways, through the real file server.</summary>
[TestFixture]
internal sealed class FileTypes_Tests
{
    private TestAcs _acs = null!;
    private TestGateway _gateway = null!;

    private string Path => $"devices/{Uri.EscapeDataString(_gateway.Id)}";

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        _acs = await TestAcs.StartAsync();
        _gateway = await TestGateway.StartAsync(_acs, ManagementProtocol.Cwmp, new GatewayOptions { SerialNumber = "TYPES1" });
        await Eventually.TrueAsync(async () => await _acs.GetAsync(Path) is not null, "the gateway is listed");
    }

    [OneTimeTearDown]
    public async Task StopAsync()
    {
        await _gateway.DisposeAsync();
        await _acs.DisposeAsync();
    }

    [TestCase("2 Web Content")]
    [TestCase("3 Vendor Configuration File")]
    [TestCase("4 Tone File")]
    [TestCase("5 Ringer File")]
    [TestCase("X 00D09E Rules")]
    public async Task A_file_of_the_catalogue_is_fetched_as_what_it_is(string fileType)
    {
        var bytes = System.Text.Encoding.UTF8.GetBytes($"the content of {fileType}");
        var (status, file) = await AddAsync(bytes, fileType);
        Assert.That((status, file.GetProperty("fileType").GetString()), Is.EqualTo((201, fileType)), file.ToString());

        var ended = await OrderAsync(new { type = "download", imageId = file.GetProperty("id").GetString() });
        Assert.That(ended.GetProperty("result").GetProperty("bytes").GetInt64(), Is.EqualTo(bytes.Length));
        Assert.That(_gateway.Gateway.Fetched, Does.Contain((fileType, (long)bytes.Length)));
        Assert.That(_gateway.Gateway.SoftwareVersion, Is.EqualTo("1.0.0"));
    }

    [TestCase("1 Vendor Configuration File")]
    [TestCase("2 Vendor Log File")]
    [TestCase("3 Vendor Configuration File 1")]
    [TestCase("4 Vendor Log File 2")]
    [TestCase("X 00D09E Dump")]
    public async Task A_file_of_the_gateway_comes_as_what_was_ordered(string fileType)
    {
        var ended = await OrderAsync(new { type = "upload", fileType });
        var file = (await _acs.GetAsync($"{Path}/files"))!.Value.EnumerateArray().Single(f => f.GetProperty("operationId").GetString() == ended.GetProperty("id").GetString());
        Assert.That(file.GetProperty("fileType").GetString(), Is.EqualTo(fileType));
        Assert.That(ended.GetProperty("result").GetProperty("bytes").GetInt64(), Is.EqualTo(file.GetProperty("size").GetInt64()));
    }

    [Test]
    public async Task Transfers_under_way_and_their_bytes_are_measured()
    {
        var (_, file) = await AddAsync(new byte[1000], "5 Ringer File");
        await OrderAsync(new { type = "download", imageId = file.GetProperty("id").GetString() });
        await OrderAsync(new { type = "upload" });
        using var client = new HttpClient();
        var metrics = await client.GetStringAsync(new Uri(_acs.Addresses.Web, "/metrics"));
        Assert.That(metrics, Does.Match("acs_files_bytes_total\\{[^}]*direction=\"download\"[^}]*\\} [1-9]").And.Match("acs_files_bytes_total\\{[^}]*direction=\"upload\"[^}]*\\} [1-9]"));
        Assert.That(metrics, Does.Contain("acs_files_open"));
    }

    [Test]
    public async Task A_campaign_takes_firmware_alone_and_firmware_needs_its_version()
    {
        var (_, file) = await AddAsync([1, 2, 3], "2 Web Content");
        using var refused = await _acs.Api.PostAsync(new Uri("campaigns", UriKind.Relative), System.Net.Http.Json.JsonContent.Create(new
        {
            name = "web", selection = "*", change = new { type = "firmware", imageId = file.GetProperty("id").GetString() },
        }));
        Assert.That((int)refused.StatusCode, Is.EqualTo(400));
        Assert.That(await refused.Content.ReadAsStringAsync(), Does.Contain("change.imageId").And.Contain("2 Web Content"));
        Assert.That((await AddAsync([4], "1 Firmware Upgrade Image")).Status, Is.EqualTo(400));
        Assert.That((await AddAsync([5], "Firmware")).Status, Is.EqualTo(400));
    }

    [Test]
    public async Task A_gateway_that_asks_the_length_first_and_whose_connections_are_cut_has_the_whole_image()
    {
        await using var gateway = await TestGateway.StartAsync(
            _acs, ManagementProtocol.Cwmp, new GatewayOptions { SerialNumber = "CUT1" },
            g => g.Faults = Faults.None with { AsksLengthFirst = true, CutsDownloadsAfter = 10_000 });
        await Eventually.TrueAsync(async () => await _acs.GetAsync($"devices/{Uri.EscapeDataString(gateway.Id)}") is not null, "it is listed");
        var image = await Campaigns.UploadAsync(_acs, "2.0.0");
        var ended = await OrderAsync(new { type = "download", imageId = image }, $"devices/{Uri.EscapeDataString(gateway.Id)}");
        Assert.That(ended.GetProperty("result").GetProperty("bytes").GetInt64(), Is.GreaterThanOrEqualTo(SimFirmware.Create("2.0.0").Length));
        await Eventually.TrueAsync(() => Task.FromResult(gateway.Gateway.SoftwareVersion == "2.0.0"), "it runs the image");
    }

    private async Task<(int Status, JsonElement File)> AddAsync(byte[] bytes, string fileType)
    {
        using var form = new MultipartFormDataContent { { new StringContent(fileType), "fileType" }, { new ByteArrayContent(bytes), "file", "file.bin" } };
        using var response = await _acs.Api.PostAsync(new Uri("firmware/images", UriKind.Relative), form);
        return ((int)response.StatusCode, JsonSerializer.Deserialize<JsonElement>(await response.Content.ReadAsStringAsync()));
    }

    private async Task<JsonElement> OrderAsync(object order, string? device = null)
    {
        var ordered = await _acs.SendAsync(HttpMethod.Post, $"{device ?? Path}/operations", order);
        JsonElement? last = null;
        await Eventually.TrueAsync(
            async () => (last = await _acs.GetAsync($"operations/{ordered.GetProperty("id").GetString()}")) is { } o && o.GetProperty("state").GetString() is "succeeded" or "failed",
            "it ends");
        Assert.That(last!.Value.GetProperty("state").GetString(), Is.EqualTo("succeeded"), last.ToString());
        return last.Value;
    }
}
