using System.Net;
using System.Text.Json;
using CpeSimulator;
using CpeSimulator.DataModels;
using CpeSimulator.Firewalls;
using CpeSimulator.Lan;
using CpeSimulator.Manufacturer;
using Deque.AxeCore.Playwright;
using EndToEnd.Tests.Pages;
using Microsoft.Playwright;

namespace EndToEnd.Tests.Mud;

/// <summary>A manufacturer publishes, a person decides, and the gateway's rules follow that and nothing else.</summary>
[TestFixture]
[NonParallelizable]
internal sealed class MudVersions_Tests
{
    private const string Camera = "02:00:00:00:7e:20";
    private const string New = "added.example";

    private static readonly IPAddress CameraAddress = IPAddress.Parse("192.168.1.20");
    private static readonly IPAddress NewAddress = IPAddress.Parse("198.51.100.7");

    private SimulatedManufacturer _maker = null!;
    private AnchorFile _anchors = null!;
    private TestAcs _acs = null!;
    private TestGateway _gateway = null!;

    [SetUp]
    public async Task StartAsync()
    {
        _maker = await SimulatedManufacturer.StartAsync();
        _anchors = new AnchorFile(_maker.AuthorityPem);
        _acs = await TestAcs.StartAsync([
            ("Acs:Mud:WideningNeedsApproval", "true"), ("Acs:Mud:AllowPrivateAddresses", "true"), ("Acs:Wake:PerMinute", "1000"),
            ("Acs:Mud:TlsAnchors:0", _anchors.Path), ("Acs:Mud:TrustAnchors:0", _anchors.Path), ($"Acs:Mud:Names:{New}", NewAddress.ToString()),
            .. SimulatedManufacturer.Names.Select(n => ($"Acs:Mud:Names:{n.Key}", (string?)string.Join(',', n.Value)))]);
        _gateway = await TestGateway.StartAsync(_acs, ManagementProtocol.Usp, new GatewayOptions { SerialNumber = "EDITIONS" }, g =>
            g.Lan.Join(new LanHost(Camera, "doorstep", CameraAddress) { MudUrl = _maker.UrlOf("camera").AbsoluteUri }));
        await PassesAsync("stream.argus.example", 6, 443, "the first edition is in force");
    }

    [TearDown]
    public async Task StopAsync()
    {
        await _gateway.DisposeAsync();
        await _acs.DisposeAsync();
        await _maker.DisposeAsync();
        _anchors.Dispose();
    }

    [Test]
    public async Task A_wider_edition_waits_until_a_person_approves_it_and_a_narrower_one_does_not()
    {
        _maker.Allow("camera", New, 8443);
        var file = await FetchAsync();
        var (id, waiting) = (file.GetProperty("id").GetInt64(), file.GetProperty("waitingSha256").GetString()!);
        await _acs.ConvergesAsync(_gateway.Id);
        Assert.That(Passes(NewAddress, 6, 8443), Is.False, "the rules stay");
        var difference = await _acs.SendAsync(HttpMethod.Get, $"mud/files/{id}/versions/{waiting}/difference");
        Assert.That(difference.GetProperty("gained").EnumerateArray().Select(g => g.GetProperty("text").GetString()), Has.Some.EqualTo($"to {New}: tcp to port 8443, opened from the device"), difference.ToString());
        Assert.That(difference.GetProperty("lost").GetArrayLength(), Is.Zero);
        var events = await _acs.SendAsync(HttpMethod.Get, "events?limit=1000");
        Assert.That(events.GetProperty("items").EnumerateArray().Select(e => e.GetProperty("kind").GetString()), Has.Some.EqualTo("mud.waiting"));
        using var content = await _acs.Api.GetAsync(new Uri($"mud/files/{id}/versions/{waiting}/content", UriKind.Relative));
        Assert.That(await content.Content.ReadAsByteArrayAsync(), Is.EqualTo(_maker.FileOf("camera")));

        var approved = await _acs.SendAsync(HttpMethod.Post, $"mud/files/{id}/versions/{waiting}/approve", new { reason = "the new cloud" });
        Assert.That((approved.GetProperty("state").GetString(), approved.GetProperty("decidedBy").GetString(), approved.GetProperty("reason").GetString()), Is.EqualTo(("inForce", "admin", "the new cloud")));
        await PassesAsync(NewAddress, 6, 8443, "the approved edition's rules are there");
        using var again = await _acs.Api.PostAsync(new Uri($"mud/files/{id}/versions/{waiting}/approve", UriKind.Relative), null);
        Assert.That(again.StatusCode, Is.EqualTo(HttpStatusCode.Conflict));

        _maker.Replace("camera", new MudRule("stream", "dns:stream.argus.example", "tcp", 443));
        Assert.That((await FetchAsync()).GetProperty("waitingSha256").ValueKind, Is.EqualTo(JsonValueKind.Null));
        await Eventually.TrueAsync(() => Task.FromResult(!Passes(NewAddress, 6, 8443)), "what the narrower edition no longer has is gone", () => _acs.StoryAsync(_gateway.Id));
        await PassesAsync("stream.argus.example", 6, 443, "the rest stays");
        var versions = (await _acs.SendAsync(HttpMethod.Get, $"mud/files/{id}/versions")).GetProperty("items").EnumerateArray().Select(v => v.GetProperty("state").GetString());
        Assert.That(versions, Is.EqualTo(new[] { "inForce", "superseded", "superseded" }));
    }

    [Test]
    public async Task On_the_files_page_a_person_sees_the_flows_and_approves_restores_and_lets_go()
    {
        if (Chromium.Unavailable is { } reason)
        {
            Assert.Ignore(reason);
        }

        _maker.Allow("camera", New, 8443);
        await FetchAsync();
        await using var chromium = await Chromium.StartAsync();
        await using var context = await chromium.Browser.NewContextAsync();
        var page = await context.NewPageAsync();
        await page.GotoAsync(new Uri(_acs.Addresses.Web, "/mud").ToString());
        await page.Locator("input[type=password]").FillAsync(TestAcs.AdminKey);
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Name = "MUD files" })).ToBeVisibleAsync(new() { Timeout = 60_000 });
        await Assertions.Expect(page.Locator("[data-look=known]")).ToBeAttachedAsync(new() { Timeout = 60_000 });
        await page.GetByRole(AriaRole.Link, new() { Name = "A new version waits for a person" }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Argus Eye 2 camera" })).ToBeVisibleAsync();
        await Assertions.Expect(page.GetByText($"to {New}: tcp to port 8443")).ToBeVisibleAsync();
        await Assertions.Expect(page.Locator("[data-look=known]")).ToBeAttachedAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Region, new() { Name = "Names" }).GetByText("stream.argus.example")).ToBeVisibleAsync();
        Assert.That((await page.RunAxe()).Violations.Select(v => v.Id), Is.Empty);

        await page.GetByLabel("Reason").FillAsync("the new cloud");
        await page.GetByRole(AriaRole.Button, new() { Name = "Approve" }).ClickAsync();
        await Assertions.Expect(page.GetByText("admin, ").First).ToContainTextAsync("the new cloud");
        await PassesAsync(NewAddress, 6, 8443, "the approved edition's rules are there");

        await page.GetByRole(AriaRole.Button, new() { Name = "Put back in force" }).ClickAsync();
        await Assertions.Expect(page.GetByText("holds the content in force")).ToBeVisibleAsync();
        await Eventually.TrueAsync(() => Task.FromResult(!Passes(NewAddress, 6, 8443)), "the earlier edition is in force", () => _acs.StoryAsync(_gateway.Id));
        Assert.That((await FetchAsync()).GetProperty("waitingSha256").ValueKind, Is.EqualTo(JsonValueKind.Null), "what was taken out of force is no question");

        // Let go, the wider edition is a question like any other.
        await page.GetByRole(AriaRole.Button, new() { Name = "Let go" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Refuse" }).ClickAsync(new() { Timeout = 60_000 });
        await Assertions.Expect(page.GetByText("refused", new() { Exact = true })).ToBeVisibleAsync();
        Assert.That((await FetchAsync()).GetProperty("waitingSha256").ValueKind, Is.EqualTo(JsonValueKind.Null));
        Assert.That(Passes(NewAddress, 6, 8443), Is.False);
    }

    private Task<JsonElement> FetchAsync() => _acs.SendAsync(HttpMethod.Post, "mud/files", new { url = _maker.UrlOf("camera").AbsoluteUri });

    private bool Passes(IPAddress destination, int protocol, int port)
    {
        // What no edition has passes nowhere: else "passes" says nothing.
        var lan = _gateway.Gateway.Lan;
        return lan.WouldPass(Camera, new Packet(protocol, CameraAddress, destination, 50000, port))
            && !lan.WouldPass(Camera, new Packet(protocol, CameraAddress, IPAddress.Parse("198.51.100.99"), 50000, port));
    }

    private Task PassesAsync(string name, int protocol, int port, string what) =>
        PassesAsync(IPAddress.Parse(SimulatedManufacturer.Names[name][0]), protocol, port, what);

    private Task PassesAsync(IPAddress destination, int protocol, int port, string what) =>
        Eventually.TrueAsync(() => Task.FromResult(Passes(destination, protocol, port)), what, () => _acs.StoryAsync(_gateway.Id));
}
