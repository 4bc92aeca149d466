using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using CpeSimulator;
using CpeSimulator.DataModels;
using CpeSimulator.Lan;
using CpeSimulator.Manufacturer;
using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace EndToEnd.Tests.Pages;

/// <summary>The pages as a person at a NOC uses them, in Chromium.</summary>
[TestFixture]
[NonParallelizable]
internal sealed class Pages_Tests
{
    private SimulatedManufacturer _maker = null!;
    private AnchorFile _anchors = null!;
    private TestAcs _acs = null!;
    private TestGateway _gateway = null!;
    private Chromium _chromium = null!;
    private List<Microsoft.Playwright.Cookie> _session = [];

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        if (Chromium.Unavailable is { } reason)
        {
            Assert.Ignore(reason);
        }

        _maker = await SimulatedManufacturer.StartAsync();
        _anchors = new AnchorFile(_maker.AuthorityPem);
        _acs = await TestAcs.StartAsync(
        [
            ("Acs:Mud:AllowPrivateAddresses", "true"),
            ("Acs:Mud:TlsAnchors:0", _anchors.Path),
            ("Acs:Mud:TrustAnchors:0", _anchors.Path),
            .. SimulatedManufacturer.Names.Select(n => ($"Acs:Mud:Names:{n.Key}", (string?)string.Join(',', n.Value))),
        ]);
        _gateway = await TestGateway.StartAsync(_acs, ManagementProtocol.Cwmp, new GatewayOptions { SerialNumber = "PAGES" }, g =>
            g.Lan.Join(new LanHost("02:00:00:00:01:20", "doorstep", IPAddress.Parse("192.168.1.20")) { MudUrl = _maker.UrlOf("camera").AbsoluteUri }));
        await _acs.ConvergesAsync(_gateway.Id);
        _chromium = await Chromium.StartAsync();
    }

    [OneTimeTearDown]
    public async Task StopAsync()
    {
        if (_acs is null)
        {
            return;
        }

        if (_chromium is not null)
        {
            await _chromium.DisposeAsync();
        }

        await _gateway.DisposeAsync();
        await _acs.DisposeAsync();
        await _maker.DisposeAsync();
        _anchors.Dispose();
    }

    [Test]
    public async Task Nothing_is_shown_without_the_key()
    {
        await using var context = await _chromium.Browser.NewContextAsync();
        var page = await context.NewPageAsync();
        foreach (var path in (string[])["/", "/campaigns", "/mud", "/firmware", "/hangfire"])
        {
            await page.GotoAsync(new Uri(_acs.Addresses.Web, path).ToString());
            Assert.That(page.Url, Does.Contain("/login"), path);
        }
    }

    [Test]
    public async Task The_fleet_is_listed_searched_and_leads_to_the_device_with_its_rules_and_their_reasons()
    {
        await using var context = await _chromium.Browser.NewContextAsync();
        var page = await SignedInAsync(context);
        await Assertions.Expect(page.GetByText("converged").First).ToBeVisibleAsync();
        var search = page.Locator("#search");
        // The page's own start moves the focus to its heading, and may do so right after the key.
        await Eventually.TrueAsync(
            async () =>
            {
                await page.Keyboard.PressAsync("/");
                return await search.EvaluateAsync<bool>("box => box === document.activeElement");
            },
            "the key leads to the search");
        await search.FillAsync("serial:PAGES");
        await search.PressAsync("Enter");
        // Not before it has gone there: its going would undo the click. Polled: the page may be there before a wait for the going begins.
        await Assertions.Expect(page).ToHaveURLAsync($"{_acs.Addresses.Web.GetLeftPart(UriPartial.Authority)}/?q=serial%3APAGES");
        await page.GetByRole(AriaRole.Link, new() { Name = _gateway.Id }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Name = _gateway.Id })).ToBeVisibleAsync();
        await Assertions.Expect(page.GetByText("Argus Eye 2 camera")).ToBeVisibleAsync();
        await page.GetByText("rules and why each is there").ClickAsync();
        await Assertions.Expect(page.GetByText("stream").First).ToBeVisibleAsync();

        await page.GetByRole(AriaRole.Link, new() { Name = "Parameters" }).ClickAsync();
        await page.GetByLabel("Filter parameters").FillAsync("SoftwareVersion");
        await Assertions.Expect(page.GetByText("Device.DeviceInfo.SoftwareVersion", new() { Exact = true })).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Conversations" }).ClickAsync();
        await Assertions.Expect(page.GetByText("Inform").First).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Access" }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Region, new() { Name = "Attempts to come in" }).GetByText("accepted").First).ToBeVisibleAsync();
    }

    [Test]
    public async Task A_page_shows_what_happens_while_it_is_looked_at()
    {
        await using var context = await _chromium.Browser.NewContextAsync();
        var page = await SignedInAsync(context);
        await using var late = await TestGateway.StartAsync(_acs, ManagementProtocol.Usp, new GatewayOptions { SerialNumber = "LATE" });
        await Assertions.Expect(page.GetByRole(AriaRole.Link, new() { Name = late.Id })).ToBeVisibleAsync(new() { Timeout = 60_000 });
    }

    [Test]
    public async Task A_quarantined_gateway_is_approved_on_its_page()
    {
        await using var acs = await TestAcs.StartAsync([("Acs:Enrolment", "Quarantine")]);
        await using var stranger = await TestGateway.StartAsync(acs, ManagementProtocol.Cwmp, new GatewayOptions { SerialNumber = "STRANGER" });
        await Eventually.TrueAsync(async () => await acs.ConvergenceAsync(stranger.Id) != "absent", "the stranger is listed");
        await using var context = await _chromium.Browser.NewContextAsync();
        var page = await SignedInAsync(context, acs);
        await page.GetByRole(AriaRole.Link, new() { Name = "quarantined" }).ClickAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = stranger.Id }).ClickAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Why" }).ClickAsync();
        await Assertions.Expect(page.GetByText("waits in quarantine").First).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Approve" }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Button, new() { Name = "Approve" })).ToHaveCountAsync(0);
        await Eventually.TrueAsync(
            async () => (await acs.GetAsync($"devices/{Uri.EscapeDataString(stranger.Id)}"))!.Value.GetProperty("status").GetString() == "active", "it is active");
    }

    [Test]
    public async Task A_campaign_is_paused_and_resumed_on_its_page()
    {
        using var form = new MultipartFormDataContent { { new StringContent("77.0"), "version" }, { new ByteArrayContent([1, 2, 3]), "file", "later.bin" } };
        using var image = await _acs.Api.PostAsync("firmware/images", form);
        var imageId = (await image.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetString();
        // Its window is as far from now as can be: nothing begins while a person looks.
        var hour = (TimeProvider.System.GetUtcNow().Hour + 12) % 24;
        var campaign = await _acs.SendAsync(HttpMethod.Post, "campaigns", new
        {
            name = "Later", selection = "serial:PAGES", change = new { type = "firmware", imageId },
            windows = new[] { new { start = $"{hour:D2}:00", end = $"{(hour + 1) % 24:D2}:00" } },
        });
        await using var context = await _chromium.Browser.NewContextAsync();
        var page = await SignedInAsync(context);
        await page.GetByRole(AriaRole.Link, new() { Name = "Campaigns" }).ClickAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Later" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Start" }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Link, new() { Name = _gateway.Id })).ToBeVisibleAsync();
        await StandsAsync("Pause", "paused");
        await StandsAsync("Resume", "running");
        await StandsAsync("Cancel", "cancelled");

        async Task StandsAsync(string button, string state)
        {
            await page.GetByRole(AriaRole.Region, new() { Name = "Standing" }).GetByRole(AriaRole.Button, new() { Name = button, Exact = true }).ClickAsync();
            await Assertions.Expect(page.GetByRole(AriaRole.Region, new() { Name = "Standing" }).GetByText(state, new() { Exact = true })).ToBeVisibleAsync();
            var now = await _acs.GetAsync($"campaigns/{campaign.GetProperty("id").GetString()}");
            Assert.That(now!.Value.GetProperty("state").GetString(), Is.EqualTo(state));
        }
    }

    [Test]
    public async Task A_hosts_mode_is_changed_and_the_choice_of_colours_is_kept()
    {
        await using var context = await _chromium.Browser.NewContextAsync(new() { ColorScheme = ColorScheme.Light });
        var page = await SignedInAsync(context);
        await Assertions.Expect(page.Locator(".look-light[data-look=known]")).ToBeAttachedAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Dark colours" }).ClickAsync();
        await Assertions.Expect(page.Locator(".look-dark[data-look=known]")).ToBeAttachedAsync();
        await page.ReloadAsync();
        await Assertions.Expect(page.Locator(".look-dark[data-look=known]")).ToBeAttachedAsync();

        await page.GotoAsync(new Uri(_acs.Addresses.Web, $"/devices/{Uri.EscapeDataString(_gateway.Id)}").ToString());
        await page.GetByLabel("Mode", new() { Exact = true }).SelectOptionAsync("Observe");
        await Eventually.TrueAsync(
            async () => (await _acs.GetAsync($"devices/{Uri.EscapeDataString(_gateway.Id)}/hosts"))!.Value.GetProperty("items")[0].GetProperty("mud").GetProperty("mode").GetString() == "observe",
            "the mode is set");
        await page.GetByLabel("Mode", new() { Exact = true }).SelectOptionAsync("Enforce");
        await Assertions.Expect(page.GetByText("enforced").First).ToBeVisibleAsync(new() { Timeout = 60_000 });
    }

    [Test]
    public async Task A_devices_files_are_listed_with_what_was_seen_and_can_be_had_by_whoever_is_logged_in()
    {
        var device = $"devices/{Uri.EscapeDataString(_gateway.Id)}";
        var ordered = await _acs.SendAsync(HttpMethod.Post, $"{device}/operations", new { type = "upload", fileType = "2 Vendor Log File" });
        await Eventually.TrueAsync(
            async () => (await _acs.GetAsync($"operations/{ordered.GetProperty("id").GetString()}"))!.Value.GetProperty("state").GetString() == "succeeded", "the log comes");
        var transfer = (await _acs.GetAsync($"{device}/transfers"))!.Value.GetProperty("items")[0];
        Assert.That(transfer.GetProperty("operationId").GetString(), Is.EqualTo(ordered.GetProperty("id").GetString()));
        Assert.That(transfer.GetProperty("seen").GetString(), Does.Match("^all [0-9]+ bytes received at "));
        Assert.That(transfer.GetProperty("end").GetString(), Is.EqualTo("Complete (CommandKey)."));

        await using var context = await _chromium.Browser.NewContextAsync();
        var page = await SignedInAsync(context);
        await page.GotoAsync(new Uri(_acs.Addresses.Web, $"/{device}?tab=files").ToString());
        await Assertions.Expect(page.GetByText("Complete (CommandKey).")).ToBeVisibleAsync();
        var link = page.Locator("a[download]").First;
        var href = new Uri(_acs.Addresses.Web, await link.GetAttributeAsync("href"));
        var download = await page.RunAndWaitForDownloadAsync(() => link.ClickAsync());
        Assert.That(await File.ReadAllTextAsync(await download.PathAsync()), Does.Contain("up for"));

        using var stranger = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false });
        using var refused = await stranger.GetAsync(href);
        Assert.That(refused.StatusCode, Is.EqualTo(HttpStatusCode.Redirect));
        Assert.That(refused.Headers.Location!.ToString(), Does.Contain("/login"));
    }

    [Test]
    public async Task What_an_agent_withholds_is_told_on_its_page_and_its_challenge_is_answered_there()
    {
        await using var wary = await TestGateway.StartAsync(_acs, ManagementProtocol.Usp, new GatewayOptions { SerialNumber = "WARY", ChallengeAnswer = "open sesame" });
        var device = $"devices/{Uri.EscapeDataString(wary.Id)}";
        await Eventually.TrueAsync(
            async () => await _acs.GetAsync($"{device}/trust") is { } trust && trust.GetProperty("challenges").GetArrayLength() == 1, "the agent's roles and challenge are known");
        await using var context = await _chromium.Browser.NewContextAsync();
        var page = await SignedInAsync(context);
        await page.GotoAsync(new Uri(_acs.Addresses.Web, $"/{device}").ToString());
        await page.GetByRole(AriaRole.Link, new() { Name = "why can I not see this?" }).ClickAsync();
        await Assertions.Expect(page.GetByText("Role 'Untrusted' gives no operate on Device.Reboot().")).ToBeVisibleAsync();
        var violations = (await page.RunAxe()).Violations;
        Assert.That(violations, Is.Empty, string.Join("\n", violations.Select(Text)));

        await page.GetByRole(AriaRole.Button, new() { Name = "Request: Full access" }).ClickAsync();
        await page.GetByLabel("Enter the passphrase on the bottom of the box").FillAsync("open sesame");
        await page.GetByRole(AriaRole.Button, new() { Name = "Answer" }).ClickAsync();
        await Assertions.Expect(page.GetByText("The agent permits everything that this server needs.")).ToBeVisibleAsync(new() { Timeout = 60_000 });
        await Assertions.Expect(page.GetByText("Role FullAccess")).ToBeVisibleAsync();
    }

    [Test]
    public async Task The_most_exposed_model_leads_its_ranking_and_to_the_evidence()
    {
        var url = _maker.UrlOf("camera").AbsoluteUri;
        await _acs.SendAsync(HttpMethod.Post, $"devices/{Uri.EscapeDataString(_gateway.Id)}/flows", new[]
        {
            new { sourceIPv4Address = "192.168.1.20", destinationIPv4Address = "198.51.100.23", protocolIdentifier = 6, sourceTransportPort = 50000, destinationTransportPort = 23, packetDeltaCount = 4 },
        });
        await using var context = await _chromium.Browser.NewContextAsync();
        var page = await SignedInAsync(context);
        await page.GetByRole(AriaRole.Link, new() { Name = "Exposure" }).ClickAsync();
        await page.GetByRole(AriaRole.Region, new() { Name = "Ranking" }).GetByRole(AriaRole.Link, new() { Name = url }).ClickAsync();
        var evidence = page.GetByRole(AriaRole.Region, new() { Name = "Evidence" });
        await Assertions.Expect(evidence.GetByText("198.51.100.23").First).ToBeVisibleAsync();
        await Assertions.Expect(evidence.GetByText("telnet")).ToBeVisibleAsync();
        var violations = (await page.RunAxe()).Violations;
        Assert.That(violations, Is.Empty, string.Join("\n", violations.Select(Text)));
        await page.GetByRole(AriaRole.Link, new() { Name = "By manufacturer" }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Exposure by manufacturer" })).ToBeVisibleAsync();
        await Assertions.Expect(page.GetByText(new Uri(url).Authority, new() { Exact = true })).ToBeVisibleAsync();
    }

    [TestCase("/")]
    [TestCase("/no-such-page")]
    [TestCase("why")]
    [TestCase("access")]
    [TestCase("capabilities")]
    [TestCase("files")]
    [TestCase("series")]
    [TestCase("/mud")]
    [TestCase("/campaigns")]
    [TestCase("/firmware")]
    [TestCase("device")]
    public async Task Pages_are_accessible(string path)
    {
        await using var context = await _chromium.Browser.NewContextAsync();
        var page = await SignedInAsync(context);
        await page.GotoAsync(new Uri(_acs.Addresses.Web, path is "device" or "why" or "access" or "files" or "series" or "capabilities" ? $"/devices/{Uri.EscapeDataString(_gateway.Id)}{(path == "device" ? "" : $"?tab={path}")}" : path).ToString());
        await Assertions.Expect(page.Locator("h1")).ToBeVisibleAsync();
        await Assertions.Expect(page.Locator("[data-look=known]")).ToBeAttachedAsync();
        var result = await page.RunAxe();
        Assert.That(result.Violations, Is.Empty, string.Join("\n", result.Violations.Select(Text)));
    }

    /// <summary>One login for all tests of a server: more than ten a minute are refused.</summary>
    private async Task<IPage> SignedInAsync(IBrowserContext context, TestAcs? acs = null)
    {
        var page = await context.NewPageAsync();
        if (acs is null && _session.Count > 0)
        {
            await context.AddCookiesAsync(_session);
            await page.GotoAsync(_acs.Addresses.Web.ToString());
        }
        else
        {
            await page.GotoAsync((acs ?? _acs).Addresses.Web.ToString());
            await page.Locator("input[type=password]").FillAsync(TestAcs.AdminKey);
            await page.Keyboard.PressAsync("Enter");
        }

        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Fleet" })).ToBeVisibleAsync();
        // What is typed or clicked before the server listens is lost.
        await Assertions.Expect(page.Locator("[data-look=known]")).ToBeAttachedAsync();
        if (acs is null && _session.Count == 0)
        {
            _session = [.. (await context.CookiesAsync()).Select(c => new Microsoft.Playwright.Cookie { Name = c.Name, Value = c.Value, Domain = c.Domain, Path = c.Path })];
        }

        return page;
    }

    private static string Text(AxeResultItem violation) =>
        $"{violation.Id}: {violation.Help}\n  {string.Join("\n  ", violation.Nodes.Select(n => n.Html))}";
}
