using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using EndToEnd.Tests.Pages;
using Microsoft.Playwright;

namespace EndToEnd.Tests.Demo;

/// <summary>The demo keeps its promise, and its pages can be read on a telephone and a wall, by day and by night.</summary>
[TestFixture]
[NonParallelizable]
internal sealed class Demo_Tests
{
    /// <summary>Where set, the pages' pictures go there: <c>tests/screenshots</c> makes those of the README.</summary>
    private static readonly string? Pictures = Environment.GetEnvironmentVariable("ACS_SCREENSHOTS");

    private RunningDemo _demo = null!;
    private HttpClient _api = null!;
    private string? _whenConverged;

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        _demo = await RunningDemo.StartAsync();
        _api = new HttpClient { BaseAddress = new Uri(_demo.Web, "/api/v1/") };
        _api.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", RunningDemo.AdminKey);
        await Eventually.TrueAsync(
            async () => (await DevicesAsync()) is { Count: >= 20 } all && all.All(d => State(d) == "converged"),
            "the street converges",
            async () => string.Join('\n', (await DevicesAsync()).Where(d => State(d) != "converged")) + _demo.Story);
        _whenConverged = (await ItemsAsync("campaigns")).Single().GetProperty("state").GetString();
    }

    [OneTimeTearDown]
    public async Task StopAsync()
    {
        _api.Dispose();
        await _demo.DisposeAsync();
    }

    [Test]
    public async Task The_street_is_half_cwmp_half_usp_and_every_host_is_kept_to_its_file()
    {
        var devices = await DevicesAsync();
        Assert.That(devices.Count(d => d.GetProperty("protocols")[0].GetString() == "cwmp"), Is.EqualTo(devices.Count / 2));
        var street = _demo.Street.Street!;
        await Eventually.TrueAsync(
            () => Task.FromResult(street.Gateways.All(g => g.Lan.Hosts.All(h => CpeSimulator.Streets.Street.IsProtected(g, h)))),
            "every host does what its file lets it, and nothing else",
            () => Task.FromResult(string.Join('\n', street.Gateways.SelectMany(g => g.Lan.Hosts.Where(h => !CpeSimulator.Streets.Street.IsProtected(g, h)).Select(h =>
                $"{g.Options.SerialNumber} {g.Options.Profile} {h.HostName}: habits {string.Join(',', h.Habits.Select(p => g.Lan.WouldPass(h.Mac, p)))} misdeeds {string.Join(',', h.Misdeeds.Select(p => g.Lan.WouldPass(h.Mac, p)))} {string.Join(';', h.Habits)}")))));
    }

    [Test]
    public Task The_story_ends_with_what_to_look_at_next() => Eventually.TrueAsync(
        () => Task.FromResult(_demo.Story.Contains("under management", StringComparison.Ordinal) && _demo.Story.Contains($"{_demo.Web}devices/", StringComparison.Ordinal)),
        "the story is told",
        () => Task.FromResult(_demo.Story));

    [Test]
    public async Task The_outdated_gateways_are_brought_up_to_date_by_a_campaign_that_takes_its_time()
    {
        Assert.That(_whenConverged, Is.EqualTo("running"), "who comes early sees it run");
        var outdated = _demo.Street.Street!.Outdated.Count;
        await Eventually.TrueAsync(
            async () => (await ItemsAsync("campaigns")).Single() is var c && c.GetProperty("state").GetString() == "finished" && c.GetProperty("counts").GetProperty("succeeded").GetInt32() == outdated,
            "the campaign ends",
            async () => (await ItemsAsync("campaigns")).Single().ToString(),
            TimeSpan.FromMinutes(8));
        Assert.That(_demo.Story, Does.Contain("campaign started"));
    }

    [TestCase(1440, 900, ColorScheme.Dark)]
    [TestCase(390, 844, ColorScheme.Light)]
    public async Task Every_page_fits_the_screen_and_asks_nobody_else(int width, int height, ColorScheme scheme)
    {
        if (Chromium.Unavailable is { } reason)
        {
            Assert.Ignore(reason);
        }

        await using var chromium = await Chromium.StartAsync();
        await using var context = await chromium.Browser.NewContextAsync(new() { ViewportSize = new() { Width = width, Height = height }, ColorScheme = scheme });
        var page = await context.NewPageAsync();
        var foreign = new List<string>();
        page.Request += (_, request) =>
        {
            if (!request.Url.StartsWith("data:", StringComparison.Ordinal) && new Uri(request.Url).Authority != _demo.Web.Authority)
            {
                foreign.Add(request.Url);
            }
        };
        var name = $"{scheme.ToString().ToLowerInvariant()}-{width}";
        await page.GotoAsync(_demo.Web.ToString());
        await PictureAsync(page, $"login-{name}");
        await page.Locator("input[type=password]").FillAsync(RunningDemo.AdminKey);
        await page.Keyboard.PressAsync("Enter");
        // The next page must not overtake the login.
        await Assertions.Expect(page.Locator("[data-look=known]")).ToBeAttachedAsync();

        var device = $"/devices/{Uri.EscapeDataString((await ItemsAsync("devices?search=serial:DEMO0004")).Single().GetProperty("id").GetString()!)}";
        var updated = $"/devices/{Uri.EscapeDataString((await ItemsAsync("devices?search=serial:DEMO0020")).Single().GetProperty("id").GetString()!)}";
        var campaign = (await ItemsAsync("campaigns")).Single().GetProperty("id").GetString();
        (string Picture, string Path)[] pages =
        [
            ("fleet", "/"), ("device", device), ("why", $"{device}?tab=why"), ("parameters", $"{device}?tab=parameters"), ("conversations", $"{device}?tab=conversations"),
            ("history", $"{updated}?tab=history"), ("campaigns", "/campaigns"), ("campaign", $"/campaigns/{campaign}"), ("mud", "/mud"), ("firmware", "/firmware"),
            ("lost", "/no-such-page"),
        ];
        foreach (var (picture, path) in pages)
        {
            await page.GotoAsync(new Uri(_demo.Web, path).ToString());
            await Assertions.Expect(page.Locator("h1")).ToBeVisibleAsync();
            await Assertions.Expect(page.Locator("[data-look=known]")).ToBeAttachedAsync();
            Assert.That(await page.GetByText("This page failed").CountAsync(), Is.Zero, path);
            Assert.That(await page.EvaluateAsync<int>("document.documentElement.scrollWidth - document.documentElement.clientWidth"), Is.LessThanOrEqualTo(0), $"{path} scrolls sideways");
            await PictureAsync(page, $"{picture}-{name}");
            if (picture == "device")
            {
                await page.GetByText("why each is there").First.ClickAsync();
                await page.GetByText("why each is there").First.ScrollIntoViewIfNeededAsync();
                await PictureAsync(page, $"rules-{name}");
            }
        }

        await page.GotoAsync(new Uri(_demo.Web, "/hangfire").ToString());
        await PictureAsync(page, $"jobs-{name}");
        Assert.That(foreign, Is.Empty);
    }

    private static async Task PictureAsync(IPage page, string name)
    {
        if (Pictures is { Length: > 0 })
        {
            await page.ScreenshotAsync(new() { Path = Path.Combine(Pictures, $"{name}.png"), Animations = ScreenshotAnimations.Disabled });
        }
    }

    private Task<IReadOnlyList<JsonElement>> DevicesAsync() => ItemsAsync("devices?limit=100");

    private async Task<IReadOnlyList<JsonElement>> ItemsAsync(string path) =>
        [.. (await _api.GetFromJsonAsync<JsonElement>(path)).GetProperty("items").EnumerateArray()];

    private static string? State(JsonElement device) => device.GetProperty("convergence").GetProperty("state").GetString();
}
