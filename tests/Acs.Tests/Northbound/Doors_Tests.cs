using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Acs.Tests.Hosting;

namespace Acs.Tests.Northbound;

/// <summary>What the API says to those without a key, to wrong routes, methods and bodies.</summary>
public sealed class Doors_Tests
{
    private RunningServer _server = null!;

    [OneTimeSetUp]
    public async Task StartAsync() => _server = await RunningServer.StartAsync();

    [OneTimeTearDown]
    public async Task StopAsync() => await _server.DisposeAsync();

    [TestCase("GET", "devices")]
    [TestCase("GET", "devices/a-b-c")]
    [TestCase("DELETE", "devices/a-b-c")]
    [TestCase("POST", "devices/a-b-c/operations")]
    [TestCase("GET", "events?stream=true")]
    [TestCase("POST", "webhooks")]
    [TestCase("POST", "mud/compile")]
    [TestCase("POST", "firmware/images")]
    [TestCase("GET", "no-such-route", Description = "Which routes exist is no stranger's matter")]
    [TestCase("PUT", "devices", Description = "Nor which methods")]
    public async Task Nothing_is_said_without_a_key(string method, string path)
    {
        foreach (var header in new[] { null, "Bearer wrong", "Basic YWRtaW46YWRtaW4=" })
        {
            using var request = new HttpRequestMessage(new HttpMethod(method), $"/api/v1/{path}");
            request.Headers.Authorization = header is null ? null : AuthenticationHeaderValue.Parse(header);
            using var response = await _server.Http.SendAsync(request);
            Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.Unauthorized), header);
            Assert.That(response.Headers.WwwAuthenticate.ToString(), Does.StartWith("Bearer"));
            Assert.That(response.Content.Headers.ContentType?.MediaType, Is.EqualTo("application/problem+json"));
        }
    }

    [TestCase("/healthz", "text/plain")]
    [TestCase("/readyz", "text/plain")]
    [TestCase("/metrics", "text/plain")]
    [TestCase("/openapi/v1.json", "application/json")]
    public async Task These_need_no_key_and_lie_at_the_root(string path, string type)
    {
        using var response = await _server.Http.GetAsync(path);
        Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.OK));
        Assert.That(response.Content.Headers.ContentType?.MediaType, Is.EqualTo(type));
        Assert.That((await _server.GetAsync(path.TrimStart('/'))).Status, Is.EqualTo(HttpStatusCode.NotFound), "not under /api/v1");
    }

    [TestCase("PUT", "devices")]
    [TestCase("DELETE", "campaigns")]
    [TestCase("GET", "mud/compile")]
    public async Task A_wrong_method_is_a_problem_that_names_the_right_ones(string method, string path)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        using var response = await _server.Api.SendAsync(request);
        Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.MethodNotAllowed));
        Assert.That(response.Content.Headers.Allow, Is.Not.Empty);
        Assert.That(response.Content.Headers.ContentType?.MediaType, Is.EqualTo("application/problem+json"));
    }

    [TestCase("campaigns")]
    [TestCase("webhooks")]
    [TestCase("devices/a-b-c/operations")]
    public async Task Malformed_and_oversize_bodies_are_problems(string path)
    {
        using var malformed = await _server.Api.PostAsync(path, new StringContent("{\"name\":", Encoding.UTF8, "application/json"));
        Assert.That(malformed.StatusCode, Is.EqualTo(HttpStatusCode.BadRequest));
        using var deep = await _server.Api.PostAsync(path, new StringContent(new string('[', 5000), Encoding.UTF8, "application/json"));
        Assert.That(deep.StatusCode, Is.EqualTo(HttpStatusCode.BadRequest));
        using var large = await _server.Api.PostAsync(path, new StringContent(new string(' ', 2 * 1024 * 1024), Encoding.UTF8, "application/json"));
        Assert.That(large.StatusCode, Is.EqualTo(HttpStatusCode.RequestEntityTooLarge));
        Assert.That(large.Content.Headers.ContentType?.MediaType, Is.EqualTo("application/problem+json"));
    }

    [Test]
    public async Task An_image_can_be_read_where_its_location_says()
    {
        using var form = new MultipartFormDataContent { { new StringContent("9.9"), "version" }, { new ByteArrayContent([1, 2, 3]), "file", "a.bin" } };
        using var made = await _server.Api.PostAsync("firmware/images", form);
        Assert.That(made.StatusCode, Is.EqualTo(HttpStatusCode.Created));
        using var read = await _server.Api.GetAsync(made.Headers.Location);
        Assert.That(read.StatusCode, Is.EqualTo(HttpStatusCode.OK));
        Assert.That(await read.Content.ReadAsStringAsync(), Is.EqualTo(await made.Content.ReadAsStringAsync()));
        Assert.That((await _server.GetAsync($"firmware/images/{Guid.Empty}")).Status, Is.EqualTo(HttpStatusCode.NotFound));
    }

    [Test]
    public async Task A_person_who_is_lost_is_led_to_the_login_or_to_a_page()
    {
        using var handler = new HttpClientHandler { AllowAutoRedirect = false };
        using var browser = new HttpClient(handler) { BaseAddress = _server.Server.Addresses.Web };
        browser.DefaultRequestHeaders.Accept.ParseAdd("text/html");
        using var response = await browser.GetAsync("/no/such/page");
        Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.Found).Or.EqualTo(HttpStatusCode.NotFound));
        Assert.That(response.Headers.Location?.ToString() ?? await response.Content.ReadAsStringAsync(), Is.Not.Empty);
    }
}
