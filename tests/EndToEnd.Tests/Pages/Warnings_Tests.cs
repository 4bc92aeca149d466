using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using CpeSimulator;
using CpeSimulator.DataModels;
using CpeSimulator.Lan;
using CpeSimulator.Manufacturer;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace EndToEnd.Tests.Pages;

/// <summary>A maker warns of its camera: a person at the NOC makes it a rule that the gateway has, or asks the subscriber, who objects in a browser and is heard.</summary>
[TestFixture]
[NonParallelizable]
internal sealed class Warnings_Tests
{
    private const string Camera = "02:00:00:00:5c:01";
    private const string Packet = "tcp 192.168.1.20:5000 > 203.0.113.9:443";

    private Chromium _chromium = null!;
    private SimulatedManufacturer _maker = null!;
    private AnchorFile _anchors = null!;
    private TestAcs _acs = null!;
    private TestGateway _home = null!;

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        if (Chromium.Unavailable is { } reason)
        {
            Assert.Ignore(reason);
        }

        _maker = await SimulatedManufacturer.StartAsync();
        _anchors = new AnchorFile(_maker.AuthorityPem);
        _acs = await TestAcs.StartAsync([
            .. SimulatedManufacturer.Names.Select(n => ($"Acs:Mud:Names:{n.Key}", (string?)string.Join(',', n.Value))),
            ("Acs:Mud:TrustAnchors:0", _anchors.Path), ("Acs:Mud:TlsAnchors:0", _anchors.Path), ("Acs:Mud:AllowPrivateAddresses", "true"), ("Acs:Mud:DefaultMode", "ask")]);
        // What is not forbidden by name passes in mode ask: only the warning's rule drops the packet.
        _home = await TestGateway.StartAsync(_acs, ManagementProtocol.Usp, new GatewayOptions { SerialNumber = "WARNED" }, g =>
            g.Lan.Join(new LanHost(Camera, "doorstep", IPAddress.Parse("192.168.1.20")) { MudUrl = _maker.UrlOf("camera").AbsoluteUri }));
        await VerdictAsync("accept");
        await _acs.SendAsync(HttpMethod.Post, "warnings/sources", new { name = "Argus PSIRT", kind = "api", scopes = new[] { "manufacturer:Argus Home" }, mayAsk = new[] { "block-flow" }, maxLifetimeHours = 48 });
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

        await _home.DisposeAsync();
        await _acs.DisposeAsync();
        _anchors.Dispose();
        await _maker.DisposeAsync();
    }

    [Test]
    public async Task A_warning_is_accepted_on_its_page_and_the_gateway_drops_the_packet_until_an_appeal_is_upheld()
    {
        var (id, proposal) = await WarnAsync("E-1", "The relay is taken over");
        await using var context = await _chromium.Browser.NewContextAsync();
        var page = await context.NewPageAsync();
        await page.GotoAsync(new Uri(_acs.Addresses.Web, "/warnings").ToString());
        await page.Locator("input[type=password]").FillAsync(TestAcs.AdminKey);
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page).ToHaveURLAsync(new Uri(_acs.Addresses.Web, "/warnings").ToString());
        await page.Locator("[data-look=known]").First.WaitForAsync(new() { State = WaitForSelectorState.Attached, Timeout = 60_000 });
        await Assertions.Expect(page.GetByRole(AriaRole.Region, new() { Name = "Warnings" })).ToContainTextAsync("1 open");
        Assert.That((await page.RunAxe()).Violations.Select(v => v.Id), Is.Empty);
        await page.GetByRole(AriaRole.Link, new() { Name = "The relay is taken over" }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Name = "The relay is taken over" })).ToBeVisibleAsync();
        await Assertions.Expect(page.GetByText("block to 203.0.113.9 tcp port 443")).ToBeVisibleAsync();
        Assert.That((await page.RunAxe()).Violations.Select(v => v.Id), Is.Empty);
        await page.GetByRole(AriaRole.Button, new() { Name = "Accept as the ISP's rule" }).ClickAsync();
        await Assertions.Expect(page.GetByText("by admin")).ToBeVisibleAsync();
        await VerdictAsync("drop");

        await page.GotoAsync(new Uri(_acs.Addresses.Web, $"/devices/{Uri.EscapeDataString(_home.Id)}").ToString());
        await Assertions.Expect(page.GetByRole(AriaRole.Region, new() { Name = $"Warnings about {Camera}" })).ToContainTextAsync("accepted, until");
        Assert.That((await page.RunAxe()).Violations.Select(v => v.Id), Is.Empty);

        await _acs.SendAsync(HttpMethod.Post, $"warnings/{id}/proposals/{proposal}/appeal", new { text = "We have it back." });
        await page.GotoAsync(new Uri(_acs.Addresses.Web, $"/warnings/{id}").ToString());
        await page.GetByLabel("Reason of the decision").FillAsync("They have.");
        await page.GetByLabel("Reason of the decision").PressAsync("Tab");
        await page.GetByRole(AriaRole.Button, new() { Name = "Uphold the appeal" }).ClickAsync();
        await Assertions.Expect(page.GetByText("Upheld by admin: They have.")).ToBeVisibleAsync();
        await VerdictAsync("accept");
    }

    [Test]
    public async Task A_subscriber_is_told_who_warns_and_why_blocks_objects_and_is_answered()
    {
        var (id, proposal) = await WarnAsync("E-2", "The cloud is insecure");
        var asked = await _acs.SendAsync(HttpMethod.Post, $"warnings/{id}/proposals/{proposal}/ask");
        var link = new Uri(_acs.Addresses.Web, asked.GetProperty("questions").EnumerateArray().Single().GetProperty("link").GetString());
        Assert.That((await _acs.SendAsync(HttpMethod.Post, $"warnings/{id}/proposals/{proposal}/ask")).GetProperty("asked").GetInt32(), Is.Zero, "nobody is asked twice");

        await using var context = await _chromium.Browser.NewContextAsync();
        var page = await context.NewPageAsync();
        await page.GotoAsync(link.ToString());
        await Assertions.Expect(page.GetByText("Argus PSIRT warns about this model: The cloud is insecure")).ToBeVisibleAsync();
        Assert.That((await page.RunAxe()).Violations.Select(v => v.Id), Is.Empty);
        await page.GetByRole(AriaRole.Button, new() { Name = "Block it" }).ClickAsync();
        await Assertions.Expect(page.GetByText("It is blocked.")).ToBeVisibleAsync();
        await VerdictAsync("drop");
        var choice = (await _acs.GetAsync($"devices/{Uri.EscapeDataString(_home.Id)}/hosts/{Camera}/policy"))!.Value.GetProperty("items").EnumerateArray().Single();
        Assert.That(choice.GetProperty("endsAt").ValueKind, Is.EqualTo(JsonValueKind.String), "what a warning brings about ends");

        await page.GetByLabel("Say why. A person at your provider decides.").FillAsync("I need <that> cloud.");
        await page.GetByRole(AriaRole.Button, new() { Name = "Object" }).ClickAsync();
        await Assertions.Expect(page.GetByText("Your provider has not decided yet.")).ToBeVisibleAsync();
        Assert.That((await page.RunAxe()).Violations.Select(v => v.Id), Is.Empty);
        var appeal = (await _acs.GetAsync($"warnings/{id}"))!.Value.GetProperty("proposals")[0].GetProperty("appeals")[0];
        Assert.That((appeal.GetProperty("text").GetString(), appeal.GetProperty("ofOneHome").GetBoolean()), Is.EqualTo(("I need <that> cloud.", true)));
        await _acs.SendAsync(HttpMethod.Post, $"warnings/{id}/proposals/{proposal}/appeals/{appeal.GetProperty("id").GetString()}/decide", new { accept = true, reason = "It is yours to say." });
        await VerdictAsync("accept");
        await page.ReloadAsync();
        await Assertions.Expect(page.GetByText("Your provider agrees: It is yours to say.")).ToBeVisibleAsync();
    }

    private async Task<(string Id, string Proposal)> WarnAsync(string tracking, string title)
    {
        var advisory = JsonNode.Parse($$"""
            { "document": { "category": "csaf_security_advisory", "csaf_version": "2.0", "title": "{{title}}",
                "publisher": { "category": "vendor", "name": "Argus PSIRT", "namespace": "https://argus.example" }, "notes": [ { "category": "summary", "text": "It is used for attacks." } ],
                "tracking": { "id": "{{tracking}}", "version": "1", "status": "final", "initial_release_date": "2026-05-01T08:00:00Z", "current_release_date": "2026-05-02T08:00:00Z",
                  "revision_history": [ { "number": "1", "date": "2026-05-02T08:00:00Z", "summary": "So." } ] } },
              "product_tree": { "branches": [ { "category": "vendor", "name": "Argus Home", "branches": [ { "category": "product_name", "name": "Eye 2",
                "product": { "product_id": "P", "name": "Argus Eye 2", "product_identification_helper": { "model_numbers": [ "Eye 2" ] } } } ] } ] },
              "vulnerabilities": [ { "cve": "CVE-2026-0003", "scores": [ { "products": [ "P" ], "cvss_v3": { "baseScore": 8.1 } } ], "product_status": { "known_affected": [ "P" ] } } ] }
            """);
        var receipt = await _acs.SendAsync(HttpMethod.Post, "warnings/advisories?source=Argus%20PSIRT", new { advisory, flows = new[] { new { peer = "203.0.113.9", protocol = "tcp", port = 443 } } });
        var id = receipt.GetProperty("id").GetString()!;
        var warning = (await _acs.GetAsync($"warnings/{id}"))!.Value;
        Assert.That(warning.GetProperty("proposals").GetArrayLength(), Is.EqualTo(1), warning.ToString());
        return (id, warning.GetProperty("proposals")[0].GetProperty("id").GetString()!);
    }

    private Task VerdictAsync(string verdict) => Eventually.TrueAsync(
        async () => await _acs.GetAsync($"devices/{Uri.EscapeDataString(_home.Id)}/hosts/{Camera}/why?packet={Uri.EscapeDataString(Packet)}") is { } why
            && why.GetProperty("gateway").GetProperty("verdict").GetString() == verdict,
        $"the gateway says {verdict}",
        () => _acs.StoryAsync(_home.Id));
}
