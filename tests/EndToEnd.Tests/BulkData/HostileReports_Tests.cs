using System.IO.Compression;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using CpeSimulator;
using CpeSimulator.DataModels;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Provisioning.BulkData;
using Provisioning.Devices;
using Provisioning.Storage;

namespace EndToEnd.Tests.BulkData;

/// <summary>The collector believes nobody, keeps its bounds, and serves the next one as if nothing had been.</summary>
[TestFixture]
internal sealed class HostileReports_Tests
{
    private const string Me = "?oui=00D09E&pc=SimGate&sn=HOSTILE";
    private const string Json = "application/json; charset=UTF-8";
    private const string Good = """{"Report":[{"Device.X":1}]}""";

    private TestAcs _acs = null!;
    private HttpClient _http = null!;
    private long _device;

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        _acs = await TestAcs.StartAsync(("Acs:BulkData:MaxBytes", "20000"), ("Acs:BulkData:MaxInflatedBytes", "100000"));
        _http = new HttpClient { BaseAddress = _acs.Addresses.Files };
        await using var gateway = await TestGateway.StartAsync(_acs, ManagementProtocol.Cwmp, new GatewayOptions { SerialNumber = "HOSTILE" });
        await Eventually.TrueAsync(async () => (await _acs.DevicesAsync()).Count == 1, "the gateway is known");
        await using var db = await _acs.Services.GetRequiredService<IDbContextFactory<AcsDbContext>>().CreateDbContextAsync();
        _device = await db.Devices.Select(d => d.Id).SingleAsync();
    }

    [OneTimeTearDown]
    public async Task StopAsync()
    {
        _http.Dispose();
        await _acs.DisposeAsync();
    }

    [TearDown]
    public async Task A_good_report_is_still_taken() => Assert.That(await PostAsync(Me, Json, Bytes(Good)), Is.EqualTo(HttpStatusCode.OK));

    [Test]
    public async Task Without_credentials_or_with_anothers_nothing_is_taken()
    {
        Assert.That(await PostAsync(Me, Json, Bytes(Good), password: ""), Is.EqualTo(HttpStatusCode.Unauthorized));
        Assert.That(await PostAsync(Me, Json, Bytes(Good), password: "guess"), Is.EqualTo(HttpStatusCode.Unauthorized));
        Assert.That(await PostAsync(Me, Json, Bytes(Good), user: BulkDataCredentials.Username(_device + 1)), Is.EqualTo(HttpStatusCode.Unauthorized));
        Assert.That(await PostAsync(Me, Json, Bytes(Good), user: "bulk-0" + _device), Is.EqualTo(HttpStatusCode.Unauthorized));
        using var stranger = await _http.PostAsync("/bulkdata" + Me, new StringContent(Good));
        Assert.That(stranger.Headers.WwwAuthenticate.Select(w => w.Scheme), Is.EqualTo(new[] { "Digest", "Digest", "Basic" }));
    }

    [Test]
    public async Task A_password_need_not_travel()
    {
        using var handler = new HttpClientHandler { Credentials = Own(_acs.Services.GetRequiredService<BulkDataCredentials>().Password(_device)) };
        using var client = new HttpClient(handler);
        using var taken = await client.PostAsync(new Uri(_acs.Addresses.Files, "/bulkdata" + Me), new StringContent(Good, Encoding.UTF8, "application/json"));
        Assert.That(taken.StatusCode, Is.EqualTo(HttpStatusCode.OK));
        Assert.That(taken.RequestMessage!.Headers.Authorization!.Scheme, Is.EqualTo("Digest"));

        using var wrong = new HttpClientHandler { Credentials = Own("guess") };
        using var guesser = new HttpClient(wrong);
        using var refused = await guesser.PostAsync(new Uri(_acs.Addresses.Files, "/bulkdata" + Me), new StringContent(Good, Encoding.UTF8, "application/json"));
        Assert.That(refused.StatusCode, Is.EqualTo(HttpStatusCode.Unauthorized));

        CredentialCache Own(string password) => new() { { _acs.Addresses.Files, "Digest", new NetworkCredential(BulkDataCredentials.Username(_device), password) } };
    }

    [Test]
    public async Task Who_was_not_approved_yet_brings_nothing()
    {
        await SetAsync(DeviceStatus.Quarantined);
        var refused = await PostAsync(Me, Json, Bytes(Good));
        await SetAsync(DeviceStatus.Active);
        Assert.That(refused, Is.EqualTo(HttpStatusCode.Forbidden));

        Task SetAsync(DeviceStatus status) => _acs.Services.GetRequiredService<IGroupCommit>().CommitAsync(
            async (db, token) => (await db.Devices.SingleAsync(token)).Status = status, CancellationToken.None);
    }

    [TestCase("")]
    [TestCase("?oui=00D09E")]
    [TestCase("?oui=00D09E&pc=SimGate&sn=OTHER")]
    [TestCase("?oui=00D09E&pc=Other&sn=HOSTILE")]
    [TestCase("?eid=os::00D09E-OTHER")]
    [TestCase("?oui=00D09E&pc=SimGate&sn=HOSTILE&eid=os::00D09E-OTHER")]
    public async Task Who_says_that_it_is_another_or_says_nothing_is_refused(string query) =>
        Assert.That(await PostAsync(query, Json, Bytes(Good)), Is.EqualTo(HttpStatusCode.Forbidden));

    [Test]
    public async Task What_is_too_large_is_refused_packed_and_unpacked()
    {
        Assert.That(await PostAsync(Me, Json, new byte[30_000]), Is.EqualTo(HttpStatusCode.RequestEntityTooLarge));
        Assert.That(await PostAsync(Me, Json, new byte[30_000], chunked: true), Is.EqualTo(HttpStatusCode.RequestEntityTooLarge));
        Assert.That(await PostAsync(Me, Json, Gzip(new byte[10_000_000]), encoding: "gzip"), Is.EqualTo(HttpStatusCode.RequestEntityTooLarge));
    }

    [TestCase(Json, "", "", 400)]
    [TestCase(Json, "", "{\"Report\":[{\"a\":", 400)]
    [TestCase(Json, "", "{\"Report\":{}}", 400)]
    [TestCase("text/csv; charset=UTF-8", "", "ParameterName,ParameterValue\r\n\"x", 400)]
    [TestCase(Json, "gzip", "not packed", 400)]
    [TestCase(Json, "deflate", "not packed", 400)]
    [TestCase(Json, "br", Good, 415)]
    [TestCase("text/html", "", Good, 415)]
    [TestCase("application/json; charset=UTF-16", "", Good, 415)]
    public async Task What_nobody_can_read_is_refused(string type, string encoding, string body, int status) =>
        Assert.That((int)await PostAsync(Me, type, Bytes(body), encoding: encoding), Is.EqualTo(status));

    [Test]
    public async Task Only_bringing_is_served()
    {
        using var got = await _http.GetAsync("/bulkdata" + Me);
        Assert.That(got.StatusCode, Is.EqualTo(HttpStatusCode.MethodNotAllowed));
        using var below = await _http.PostAsync("/bulkdata/x" + Me, new StringContent(Good));
        Assert.That(below.StatusCode, Is.EqualTo(HttpStatusCode.NotFound));
    }

    private async Task<HttpStatusCode> PostAsync(
        string query, string type, byte[] body, string? user = null, string? password = null, string encoding = "", bool chunked = false)
    {
        var credentials = _acs.Services.GetRequiredService<BulkDataCredentials>();
        using var request = new HttpRequestMessage(HttpMethod.Post, "/bulkdata" + query) { Content = new ByteArrayContent(body) };
        request.Content.Headers.TryAddWithoutValidation("Content-Type", type);
        request.Headers.TransferEncodingChunked = chunked;
        request.Headers.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(
            Bytes($"{user ?? BulkDataCredentials.Username(_device)}:{password ?? credentials.Password(_device)}")));
        if (encoding.Length > 0)
        {
            request.Content.Headers.ContentEncoding.Add(encoding);
        }

        using var response = await _http.SendAsync(request);
        return response.StatusCode;
    }

    private static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);

    private static byte[] Gzip(byte[] bytes)
    {
        using var packed = new MemoryStream();
        using (var into = new GZipStream(packed, CompressionMode.Compress))
        {
            into.Write(bytes);
        }

        return packed.ToArray();
    }
}
