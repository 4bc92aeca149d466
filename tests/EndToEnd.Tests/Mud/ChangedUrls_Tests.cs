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

/// <summary>A host that has a MUD URL announces another one: it follows by itself within the maker's folder, and else a person answers.</summary>
[TestFixture]
[NonParallelizable]
internal sealed class ChangedUrls_Tests
{
    private const string Mac = "02:00:00:00:c4:20";
    private static readonly IPAddress Address = IPAddress.Parse("192.168.1.20");

    private SimulatedManufacturer _maker = null!;
    private AnchorFile _anchors = null!;
    private TestAcs _acs = null!;

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        _maker = await SimulatedManufacturer.StartAsync();
        _anchors = new AnchorFile(_maker.AuthorityPem);
        _acs = await TestAcs.StartAsync([
            .. SimulatedManufacturer.Names.Select(n => ($"Acs:Mud:Names:{n.Key}", (string?)string.Join(',', n.Value))),
            ("Acs:Mud:TrustAnchors:0", _anchors.Path), ("Acs:Mud:TlsAnchors:0", _anchors.Path), ("Acs:Mud:AllowPrivateAddresses", "true"), ("Acs:Wake:PerMinute", "1000")]);
    }

    [OneTimeTearDown]
    public async Task StopAsync()
    {
        await _acs.DisposeAsync();
        _anchors.Dispose();
        await _maker.DisposeAsync();
    }

    [TestCase(ManagementProtocol.Cwmp)]
    [TestCase(ManagementProtocol.Usp)]
    public async Task Within_the_folder_and_signer_it_follows_and_beyond_a_person_accepts_or_dismisses(ManagementProtocol protocol)
    {
        await using var home = await HomeAsync(protocol, $"CHANGES-{protocol}");
        await AnnounceAsync(home, "lock");
        await StandsAsync(home, m => m.GetProperty("url").GetString() == Url("lock"), "it goes over to the other file of the folder");
        await PassesAsync(home, "lock.argus.example", 8883);

        await AnnounceAsync(home, "bulb");
        await StandsAsync(home, m => m.GetProperty("proposedUrl").GetString() == Url("bulb"), "another maker's URL is proposed");
        var mud = (await HostAsync(home)).GetProperty("mud");
        Assert.That((mud.GetProperty("url").GetString(), mud.GetProperty("proposedSource").GetString()), Is.EqualTo((Url("lock"), "dhcpv4")));
        Assert.That(mud.GetProperty("proposedReason").GetString(), Does.Contain("not a file of the same folder"));
        mud = (await _acs.SendAsync(HttpMethod.Post, $"{Path(home)}/dismiss")).GetProperty("mud");
        Assert.That((mud.GetProperty("url").GetString(), mud.GetProperty("proposedUrl").ValueKind), Is.EqualTo((Url("lock"), JsonValueKind.Null)));
        using var twice = await _acs.Api.PostAsync(new Uri($"{Path(home)}/accept", UriKind.Relative), null);
        Assert.That(twice.StatusCode, Is.EqualTo(HttpStatusCode.Conflict));

        await AnnounceAsync(home, "printer");
        await StandsAsync(home, m => m.GetProperty("proposedUrl").GetString() == Url("printer"), "a third one is proposed, the dismissed one is not");
        mud = (await _acs.SendAsync(HttpMethod.Post, $"{Path(home)}/accept")).GetProperty("mud");
        Assert.That((mud.GetProperty("url").GetString(), mud.GetProperty("source").GetString()), Is.EqualTo((Url("printer"), "dhcpv4")));
        await PassesAsync(home, "updates.papyrus.example", 443);
    }

    [Test]
    public async Task A_proposal_is_answered_on_the_devices_page()
    {
        if (Chromium.Unavailable is { } reason)
        {
            Assert.Ignore(reason);
        }

        await using var home = await HomeAsync(ManagementProtocol.Usp, "CHANGESPAGE");
        await AnnounceAsync(home, "bulb");
        await StandsAsync(home, m => m.GetProperty("proposedUrl").GetString() == Url("bulb"), "another maker's URL is proposed");
        await using var chromium = await Chromium.StartAsync();
        await using var context = await chromium.Browser.NewContextAsync();
        var page = await context.NewPageAsync();
        await page.GotoAsync(new Uri(_acs.Addresses.Web, $"/devices/{Uri.EscapeDataString(home.Id)}").ToString());
        await page.Locator("input[type=password]").FillAsync(TestAcs.AdminKey);
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Name = home.Id })).ToBeVisibleAsync(new() { Timeout = 60_000 });
        await Assertions.Expect(page.Locator("[data-look=known]")).ToBeAttachedAsync(new() { Timeout = 60_000 });
        await Assertions.Expect(page.GetByText("not a file of the same folder")).ToBeVisibleAsync();
        Assert.That((await page.RunAxe()).Violations.Select(v => v.Id), Is.Empty);
        await page.GetByRole(AriaRole.Button, new() { Name = "Dismiss it" }).ClickAsync();
        await Assertions.Expect(page.GetByText("not a file of the same folder")).ToHaveCountAsync(0);

        await AnnounceAsync(home, "printer");
        await page.GetByRole(AriaRole.Button, new() { Name = "Accept the new URL" }).ClickAsync(new() { Timeout = 60_000 });
        await StandsAsync(home, m => m.GetProperty("url").GetString() == Url("printer"), "the accepted URL counts");
    }

    private string Url(string product) => _maker.UrlOf(product).AbsoluteUri;

    private static string Path(TestGateway home) => $"devices/{Uri.EscapeDataString(home.Id)}/hosts/{Mac}/mud";

    private async Task<TestGateway> HomeAsync(ManagementProtocol protocol, string serial)
    {
        var home = await TestGateway.StartAsync(_acs, protocol, new GatewayOptions { SerialNumber = serial }, g => g.Lan.Join(Announcing("camera")));
        await PassesAsync(home, "stream.argus.example", 443);
        return home;
    }

    private LanHost Announcing(string product) => new(Mac, "thing", Address) { MudUrl = Url(product) };

    /// <summary>Its lease ends, it takes another, and the gateway's hosts are read.</summary>
    private async Task AnnounceAsync(TestGateway home, string product)
    {
        home.Gateway.Lan.Leave(Mac);
        home.Gateway.Lan.Join(Announcing(product));
        await _acs.SendAsync(HttpMethod.Post, $"devices/{Uri.EscapeDataString(home.Id)}/operations?wait=60", new { type = "getValues", paths = new[] { "Device.DHCPv4.Server.", "Device.Hosts." } });
    }

    private async Task<JsonElement> HostAsync(TestGateway home) =>
        (await _acs.SendAsync(HttpMethod.Get, $"devices/{Uri.EscapeDataString(home.Id)}/hosts")).GetProperty("items").EnumerateArray().Single(h => h.GetProperty("mac").GetString() == Mac);

    private Task StandsAsync(TestGateway home, Func<JsonElement, bool> condition, string what) =>
        Eventually.TrueAsync(async () => condition((await HostAsync(home)).GetProperty("mud")), what, () => _acs.StoryAsync(home.Id));

    private Task PassesAsync(TestGateway home, string name, int port) => Eventually.TrueAsync(
        () => Task.FromResult(
            home.Gateway.Lan.WouldPass(Mac, new Packet(6, Address, IPAddress.Parse(SimulatedManufacturer.Names[name][0]), 50000, port)) &&
            !home.Gateway.Lan.WouldPass(Mac, new Packet(6, Address, IPAddress.Parse("198.51.100.99"), 50000, port))),
        $"{name} may be reached, and nothing else",
        () => _acs.StoryAsync(home.Id));
}
