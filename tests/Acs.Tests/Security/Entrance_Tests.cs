using System.Net;
using System.Text.RegularExpressions;
using Acs.Tests.Hosting;

namespace Acs.Tests.Security;

public sealed class Entrance_Tests
{
    private RunningServer _server = null!;

    [OneTimeSetUp]
    public async Task StartAsync() => _server = await RunningServer.StartAsync();

    [OneTimeTearDown]
    public async Task StopAsync() => await _server.DisposeAsync();

    [TestCase("healthz")]
    [TestCase("readyz")]
    [TestCase("metrics")]
    [TestCase("openapi/v1.json")]
    [TestCase("login")]
    public async Task Needs_no_key(string path)
    {
        using var response = await _server.Http.GetAsync(path);
        Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.OK));
    }

    [TestCase(null)]
    [TestCase("Bearer wrong")]
    [TestCase("Bearer ")]
    [TestCase("Basic YWRtaW46YWRtaW4=")]
    public async Task The_api_is_closed_without_a_key(string? authorization)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "api/v1/devices");
        if (authorization is not null)
        {
            request.Headers.TryAddWithoutValidation("Authorization", authorization);
        }

        using var response = await _server.Http.SendAsync(request);
        Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.Unauthorized));
        Assert.That(response.Content.Headers.ContentType?.MediaType, Is.EqualTo("application/problem+json"));
        Assert.That(response.Headers.WwwAuthenticate.ToString(), Does.StartWith("Bearer"));
    }

    [Test]
    public async Task Every_route_of_the_api_asks_for_the_key()
    {
        using var document = System.Text.Json.JsonDocument.Parse(await _server.Http.GetStringAsync("openapi/v1.json"));
        var routes = document.RootElement.GetProperty("paths").EnumerateObject().ToList();
        Assert.That(routes, Has.Count.GreaterThan(10));
        foreach (var route in routes)
        {
            foreach (var method in route.Value.EnumerateObject())
            {
                var path = Regex.Replace(route.Name, "{[^}]*}", "00000000-0000-0000-0000-000000000000", RegexOptions.None, TimeSpan.FromSeconds(1));
                using var request = new HttpRequestMessage(HttpMethod.Parse(method.Name), path);
                using var response = await _server.Http.SendAsync(request);
                Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.Unauthorized), $"{method.Name} {route.Name}");
            }
        }
    }

    [TestCase("/")]
    [TestCase("/devices/a-b-c")]
    [TestCase("/campaigns")]
    [TestCase("/hangfire")]
    [TestCase("/hangfire/recurring")]
    public async Task Pages_lead_to_the_login(string path)
    {
        using var browser = new Browser(_server.Server.Addresses.Web);
        using var response = await browser.Http.GetAsync(path);
        Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.Redirect));
        Assert.That(response.Headers.Location?.ToString(), Does.Contain("/login?returnUrl="));
    }

    [Test]
    public async Task The_live_connection_of_the_pages_is_closed_too()
    {
        using var browser = new Browser(_server.Server.Addresses.Web);
        using var response = await browser.Http.PostAsync("/_blazor/negotiate?negotiateVersion=1", null);
        Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.Redirect).Or.EqualTo(HttpStatusCode.Unauthorized));
    }

    [Test]
    public async Task A_session_does_not_open_the_api()
    {
        using var browser = new Browser(_server.Server.Addresses.Web);
        await browser.EnterAsync(RunningServer.Key);
        using var response = await browser.Http.GetAsync("/api/v1/devices");
        Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.Unauthorized));
    }

    [Test]
    public async Task The_key_opens_a_session_that_script_cannot_read_and_other_sites_cannot_use()
    {
        using var browser = new Browser(_server.Server.Addresses.Web);
        using var entered = await browser.EnterAsync(RunningServer.Key, "/hangfire");
        Assert.That(entered.StatusCode, Is.EqualTo(HttpStatusCode.Redirect));
        Assert.That(entered.Headers.Location?.ToString(), Is.EqualTo("/hangfire"));
        var cookie = entered.Headers.GetValues("Set-Cookie").Single(c => c.StartsWith("acs.session=", StringComparison.Ordinal));
        Assert.That(cookie, Does.Contain("httponly").And.Contain("samesite=strict"));
        using var page = await browser.Http.GetAsync("/");
        Assert.That(page.StatusCode, Is.EqualTo(HttpStatusCode.OK));
        using var jobs = await browser.Http.GetAsync("/hangfire/recurring");
        Assert.That(await jobs.Content.ReadAsStringAsync(), Does.Contain("campaign-tick"));
    }

    [Test]
    public async Task A_wrong_key_opens_nothing()
    {
        using var browser = new Browser(_server.Server.Addresses.Web);
        using var entered = await browser.EnterAsync("wrong");
        Assert.That(entered.StatusCode, Is.EqualTo(HttpStatusCode.Unauthorized));
        using var page = await browser.Http.GetAsync("/");
        Assert.That(page.StatusCode, Is.EqualTo(HttpStatusCode.Redirect));
    }

    [TestCase("https://evil.example/")]
    [TestCase("//evil.example/")]
    [TestCase("/\\evil.example")]
    public async Task A_login_leads_to_this_site_only(string returnUrl)
    {
        using var browser = new Browser(_server.Server.Addresses.Web);
        using var entered = await browser.EnterAsync(RunningServer.Key, returnUrl);
        Assert.That(entered.Headers.Location?.ToString(), Is.EqualTo("/"));
    }

    [Test]
    public async Task A_form_of_another_site_is_not_taken()
    {
        using var browser = new Browser(_server.Server.Addresses.Web);
        using var form = new FormUrlEncodedContent([new("key", RunningServer.Key)]);
        using var response = await browser.Http.PostAsync("/login", form);
        Assert.That(response.Headers.TryGetValues("Set-Cookie", out var cookies) && cookies.Any(c => c.StartsWith("acs.session", StringComparison.Ordinal)), Is.False);
    }

    [Test]
    public async Task The_cpes_port_serves_no_page_and_no_api()
    {
        foreach (var path in new[] { "/login", "/hangfire", "/metrics", "/api/v1/devices", "/openapi/v1.json" })
        {
            using var response = await _server.Http.GetAsync(new Uri(_server.Server.Addresses.Cwmp, path));
            Assert.That((int)response.StatusCode, Is.GreaterThanOrEqualTo(400), path);
        }
    }
}
