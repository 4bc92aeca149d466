using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text.Json;
using Acs.Tests.Hosting;
using Provisioning.Devices;
using Provisioning.Storage.Rows;

namespace Acs.Tests.Northbound;

/// <summary>Images and campaigns through the API.</summary>
public sealed class Campaigns_Tests
{
    private static readonly byte[] Bytes = RandomNumberGenerator.GetBytes(100_000);

    private RunningServer _server = null!;

    [OneTimeSetUp]
    public async Task StartAsync() => _server = await RunningServer.StartAsync("--Acs:Firmware:MaxImageBytes=200000");

    [OneTimeTearDown]
    public async Task StopAsync() => await _server.DisposeAsync();

    [Test]
    public async Task An_image_is_taken_in_once()
    {
        var (status, image) = await UploadAsync("1.1");
        Assert.That(status, Is.EqualTo(HttpStatusCode.Created), image.ToString());
        Assert.That(image.GetProperty("sha256").GetString(), Is.EqualTo(Convert.ToHexStringLower(SHA256.HashData(Bytes))));
        Assert.That((image.GetProperty("size").GetInt64(), image.GetProperty("fileName").GetString()), Is.EqualTo((Bytes.LongLength, "passwd")));
        var (again, same) = await UploadAsync("1.1");
        Assert.That((again, same.GetProperty("id").GetString()), Is.EqualTo((HttpStatusCode.OK, image.GetProperty("id").GetString())));
    }

    [Test]
    public async Task An_upload_without_version_or_file_says_so()
    {
        using var form = new MultipartFormDataContent { { new StringContent("x"), "oui" } };
        using var response = await _server.Api.PostAsync(new Uri("firmware/images", UriKind.Relative), form);
        var text = await response.Content.ReadAsStringAsync();
        Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.BadRequest));
        Assert.That(text, Does.Contain("\"file\"").And.Contain("\"version\""));
    }

    [Test]
    public async Task An_image_that_is_too_long_is_refused()
    {
        var (status, _) = await UploadAsync("1.2", new byte[200_001]);
        Assert.That(status, Is.EqualTo(HttpStatusCode.RequestEntityTooLarge));
    }

    [Test]
    public async Task An_upload_of_endless_fields_is_refused()
    {
        using var form = new MultipartFormDataContent();
        for (var i = 0; i < 100; i++)
        {
            form.Add(new StringContent("x"), $"field{i}");
        }

        using var response = await _server.Api.PostAsync(new Uri("firmware/images", UriKind.Relative), form);
        Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.BadRequest));
        Assert.That(await response.Content.ReadAsStringAsync(), Does.Contain("more than 20 parts"));
    }

    [TestCase("firmware/images")]
    [TestCase("campaigns")]
    public async Task A_cursor_far_beyond_the_end_finds_nothing(string list)
    {
        var cursor = System.Buffers.Text.Base64Url.EncodeToString("9223372036854775807"u8);
        var (status, page) = await _server.GetAsync($"{list}?cursor={cursor}");
        Assert.That((status, page.GetProperty("items").GetArrayLength()), Is.EqualTo((HttpStatusCode.OK, 0)));
    }

    [Test]
    public async Task Images_are_listed_in_pages()
    {
        foreach (var version in new[] { "p1", "p2", "p3" })
        {
            await UploadAsync(version);
        }

        var seen = new List<string>();
        for (string? cursor = ""; cursor is not null;)
        {
            var (_, page) = await _server.GetAsync($"firmware/images?limit=2&cursor={cursor}");
            seen.AddRange(page.GetProperty("items").EnumerateArray().Select(i => i.GetProperty("version").GetString()!));
            cursor = page.GetProperty("next").GetString();
        }

        Assert.That(seen, Is.Unique);
        Assert.That(seen, Is.SupersetOf(new[] { "p1", "p2", "p3" }));
    }

    [Test]
    public async Task A_campaign_goes_through_its_states()
    {
        await AddDeviceAsync("STATES");
        var image = (await UploadAsync("3.0")).Body.GetProperty("id").GetString();
        var (status, draft) = await _server.SendAsync(HttpMethod.Post, "campaigns", new
        {
            name = "to 3.0", selection = "serial:STATES", change = new { type = "firmware", imageId = image },
        });
        Assert.That(status, Is.EqualTo(HttpStatusCode.Created), draft.ToString());
        Assert.That(draft.GetProperty("state").GetString(), Is.EqualTo("draft"));
        var id = draft.GetProperty("id").GetString();

        var started = await PostAsync(id, "start");
        Assert.That(started.Body.GetProperty("state").GetString(), Is.EqualTo("running"));
        Assert.That(Counts(started.Body), Is.EqualTo((0, 1, 0, 0, 0)));
        var (_, targets) = await _server.GetAsync($"campaigns/{id}/targets");
        Assert.That(targets.GetProperty("items")[0].GetProperty("reason").GetString(), Is.EqualTo("asked to install 3.0"));

        Assert.That((await PostAsync(id, "start")).Status, Is.EqualTo(HttpStatusCode.Conflict));
        var paused = await PostAsync(id, "pause");
        Assert.That((paused.Body.GetProperty("state").GetString(), Counts(paused.Body)), Is.EqualTo(("paused", (1, 0, 0, 0, 0))));
        Assert.That((await PostAsync(id, "resume")).Body.GetProperty("state").GetString(), Is.EqualTo("running"));
        var cancelled = await PostAsync(id, "cancel");
        Assert.That((cancelled.Body.GetProperty("state").GetString(), Counts(cancelled.Body)), Is.EqualTo(("cancelled", (0, 0, 0, 0, 1))));
        Assert.That((await _server.GetAsync("campaigns")).Body.GetProperty("items").EnumerateArray().Select(c => c.GetProperty("id").GetString()), Does.Contain(id));
    }

    [Test]
    public async Task What_is_wrong_with_a_campaign_is_said_by_field()
    {
        var (status, problem) = await _server.SendAsync(HttpMethod.Post, "campaigns", new
        {
            name = "x", selection = "nonsense:((", change = new { type = "firmware", imageId = Guid.NewGuid() }, rings = new[] { new { search = "(" } },
        });
        Assert.That(status, Is.EqualTo(HttpStatusCode.BadRequest), problem.ToString());
        Assert.That(
            problem.GetProperty("errors").EnumerateObject().Select(e => e.Name), Is.EquivalentTo(new[] { "selection", "rings[0].search", "change.imageId" }));
    }

    [Test]
    public async Task An_unknown_campaign_is_not_found()
    {
        Assert.That((await _server.GetAsync($"campaigns/{Guid.NewGuid()}")).Status, Is.EqualTo(HttpStatusCode.NotFound));
        Assert.That((await PostAsync(Guid.NewGuid().ToString(), "start")).Status, Is.EqualTo(HttpStatusCode.NotFound));
    }

    private static (int Pending, int Running, int Succeeded, int Failed, int Skipped) Counts(JsonElement campaign)
    {
        var counts = campaign.GetProperty("counts");
        return (Of("pending"), Of("running"), Of("succeeded"), Of("failed"), Of("skipped"));

        int Of(string state) => counts.GetProperty(state).GetInt32();
    }

    private Task<(HttpStatusCode Status, JsonElement Body)> PostAsync(string? id, string verb) =>
        _server.SendAsync(HttpMethod.Post, $"campaigns/{id}/{verb}");

    private Task AddDeviceAsync(string serial) => _server.ArrangeAsync(db => db.Devices.Add(new DeviceRow
    {
        Key = $"00AABB-Gw-{serial}", Oui = "00AABB", ProductClass = "Gw", SerialNumber = serial, SoftwareVersion = "1.0",
        Status = DeviceStatus.Active, LastContactAt = TimeProvider.System.GetUtcNow(),
    }));

    private async Task<(HttpStatusCode Status, JsonElement Body)> UploadAsync(string version, byte[]? bytes = null)
    {
        using var file = new ByteArrayContent(bytes ?? Bytes);
        file.Headers.ContentType = new MediaTypeHeaderValue("application/octet-stream");
        // The version comes after the file: fields have no order.
        using var form = new MultipartFormDataContent { { file, "file", "../../etc/passwd" }, { new StringContent(version), "version" } };
        using var response = await _server.Api.PostAsync(new Uri("firmware/images", UriKind.Relative), form);
        using var document = JsonDocument.Parse(await response.Content.ReadAsStringAsync());
        return (response.StatusCode, document.RootElement.Clone());
    }
}
