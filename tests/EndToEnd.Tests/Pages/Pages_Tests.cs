using System.Net;
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
        await page.Keyboard.PressAsync("/");
        await page.Keyboard.TypeAsync("serial:PAGES");
        await page.Keyboard.PressAsync("Enter");
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
    }

    [Test]
    public async Task A_page_shows_what_happens_while_it_is_looked_at()
    {
        await using var context = await _chromium.Browser.NewContextAsync();
        var page = await SignedInAsync(context);
        await using var late = await TestGateway.StartAsync(_acs, ManagementProtocol.Usp, new GatewayOptions { SerialNumber = "LATE" });
        await Assertions.Expect(page.GetByRole(AriaRole.Link, new() { Name = late.Id })).ToBeVisibleAsync(new() { Timeout = 60_000 });
    }

    [TestCase("/")]
    [TestCase("/mud")]
    [TestCase("/campaigns")]
    [TestCase("/firmware")]
    [TestCase("device")]
    public async Task Pages_are_accessible(string path)
    {
        await using var context = await _chromium.Browser.NewContextAsync();
        var page = await SignedInAsync(context);
        await page.GotoAsync(new Uri(_acs.Addresses.Web, path == "device" ? $"/devices/{Uri.EscapeDataString(_gateway.Id)}" : path).ToString());
        await Assertions.Expect(page.Locator("h1")).ToBeVisibleAsync();
        await Assertions.Expect(page.GetByText("Read ").Or(page.GetByText("POST /api")).First).ToBeVisibleAsync();
        var result = await page.RunAxe();
        Assert.That(result.Violations, Is.Empty, string.Join("\n", result.Violations.Select(Text)));
    }

    private async Task<IPage> SignedInAsync(IBrowserContext context)
    {
        var page = await context.NewPageAsync();
        await page.GotoAsync(_acs.Addresses.Web.ToString());
        await page.Locator("input[type=password]").FillAsync(TestAcs.AdminKey);
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Fleet" })).ToBeVisibleAsync();
        return page;
    }

    private static string Text(AxeResultItem violation) =>
        $"{violation.Id}: {violation.Help}\n  {string.Join("\n  ", violation.Nodes.Select(n => n.Html))}";
}
