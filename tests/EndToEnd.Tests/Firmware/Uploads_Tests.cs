using System.Net;
using System.Text;
using System.Text.Json;
using CpeSimulator;
using CpeSimulator.DataModels;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Provisioning.Firmware;
using Provisioning.Storage;

namespace EndToEnd.Tests.Firmware;

/// <summary>TR-069 A.4.1.5: a gateway's configuration comes to this server, once for each order.</summary>
[TestFixture]
internal sealed class Uploads_Tests
{
    private TestAcs _acs = null!;
    private TestGateway _gateway = null!;

    private string Path => $"devices/{Uri.EscapeDataString(_gateway.Id)}";

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        _acs = await TestAcs.StartAsync(("Acs:Files:MaxUploadBytes", "1000000"), ("Acs:Files:UploadsPerDevice", "2"), ("Acs:Files:RequireCredentials", "true"));
        _gateway = await TestGateway.StartAsync(_acs, ManagementProtocol.Cwmp, new GatewayOptions { SerialNumber = "UPLOAD1" });
        await Eventually.TrueAsync(async () => await _acs.GetAsync(Path) is not null, "the gateway is listed");
    }

    [OneTimeTearDown]
    public async Task StopAsync()
    {
        await _gateway.DisposeAsync();
        await _acs.DisposeAsync();
    }

    [Test]
    public async Task A_configuration_is_ordered_listed_read_and_removed_and_only_the_newest_are_kept()
    {
        var orders = new List<string>();
        for (var i = 0; i < 3; i++)
        {
            orders.Add(await OrderAsync("succeeded"));
        }

        var files = (await _acs.GetAsync($"{Path}/files"))!.Value.EnumerateArray().ToList();
        Assert.That(files.Select(f => f.GetProperty("operationId").GetString()), Is.EqualTo(new[] { orders[2], orders[1] }), "the newest first, two are kept");
        Assert.That(files[0].GetProperty("fileType").GetString(), Is.EqualTo("1 Vendor Configuration File"));

        var id = files[0].GetProperty("id").GetString();
        using var answer = await _acs.Api.GetAsync(new Uri($"{Path}/files/{id}", UriKind.Relative));
        Assert.That(await answer.Content.ReadAsStringAsync(), Does.Contain("Device.DeviceInfo.ProvisioningCode="));
        Assert.That(answer.Content.Headers.ContentLength, Is.EqualTo(files[0].GetProperty("size").GetInt64()));
        Assert.That(answer.Content.Headers.ContentDisposition!.DispositionType, Is.EqualTo("attachment"));
        Assert.That(Directory.GetFiles(System.IO.Path.Combine(_acs.DataDirectory, "uploads")), Has.Length.EqualTo(2));

        await _acs.SendAsync(HttpMethod.Delete, $"{Path}/files/{id}");
        Assert.That((await _acs.GetAsync($"{Path}/files"))!.Value.GetArrayLength(), Is.EqualTo(1));
        Assert.That(await _acs.GetAsync($"{Path}/files/{id}"), Is.Null);
    }

    [Test]
    public async Task An_address_takes_one_file_of_its_order_and_nothing_else()
    {
        var order = Guid.Parse(await OrderAsync("succeeded"));
        long device;
        await using (var db = await _acs.Services.GetRequiredService<IDbContextFactory<AcsDbContext>>().CreateDbContextAsync())
        {
            device = await db.Operations.Where(o => o.Id == order).Select(o => o.DeviceId).SingleAsync();
        }

        var soon = TimeProvider.System.GetUtcNow().AddHours(1);
        Assert.That(await PutAsync(new UploadToken(device, order, soon)), Is.EqualTo(HttpStatusCode.Conflict), "its file has come");
        Assert.That(await PutAsync(new UploadToken(device, Guid.NewGuid(), soon)), Is.EqualTo(HttpStatusCode.Conflict), "no such order");
        Assert.That(await PutAsync(new UploadToken(device + 1, order, soon)), Is.EqualTo(HttpStatusCode.Conflict), "another's order");
        Assert.That(await PutAsync(new UploadToken(device, order, soon.AddHours(-2))), Is.EqualTo(HttpStatusCode.Forbidden), "too late");
        Assert.That(await PutAsync(new UploadToken(device, order, soon), bytes: 1_000_001), Is.EqualTo(HttpStatusCode.RequestEntityTooLarge));
        Assert.That(await PutAsync(new UploadToken(device, order, soon), credentials: false), Is.EqualTo(HttpStatusCode.Unauthorized));
        Assert.That(await PutAsync(new UploadToken(device, order, soon), method: HttpMethod.Get), Is.EqualTo(HttpStatusCode.MethodNotAllowed));
        Assert.That(await PutAsync(new UploadToken(device, order, soon), forged: true), Is.EqualTo(HttpStatusCode.NotFound));
        Assert.That(Directory.GetFiles(System.IO.Path.Combine(_acs.DataDirectory, "uploads", "incoming")), Is.Empty, "nothing is left of what was refused");
    }

    private async Task<string> OrderAsync(string state)
    {
        var ordered = await _acs.SendAsync(HttpMethod.Post, $"{Path}/operations", new { type = "upload" });
        var id = ordered.GetProperty("id").GetString()!;
        JsonElement? operation = null;
        await Eventually.TrueAsync(
            async () => (operation = await _acs.GetAsync($"operations/{id}")) is { } o && o.GetProperty("state").GetString() == state,
            $"the upload {state}",
            () => Task.FromResult($"{operation}"));
        return id;
    }

    private async Task<HttpStatusCode> PutAsync(UploadToken token, int bytes = 10, bool credentials = true, bool forged = false, HttpMethod? method = null)
    {
        var key = _acs.Services.GetRequiredService<FileKey>();
        var text = token.Sign(forged ? new byte[32] : key.Bytes);
        using var client = new HttpClient();
        using var request = new HttpRequestMessage(method ?? HttpMethod.Put, new Uri(_acs.Addresses.Files, $"u/{text}/file"));
        if (method != HttpMethod.Get)
        {
            request.Content = new ByteArrayContent(new byte[bytes]);
            // The answer to what is too much comes before it is sent.
            request.Headers.ExpectContinue = bytes > 1000;
        }

        if (credentials)
        {
            var pair = $"{SignedLink.Username(text)}:{SignedLink.PasswordOf(text, key.Bytes)}";
            request.Headers.Authorization = new("Basic", Convert.ToBase64String(Encoding.ASCII.GetBytes(pair)));
        }

        using var answer = await client.SendAsync(request);
        return answer.StatusCode;
    }
}
