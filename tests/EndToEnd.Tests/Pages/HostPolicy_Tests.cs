using System.Net;
using CpeSimulator;
using CpeSimulator.DataModels;
using CpeSimulator.Lan;
using CpeSimulator.Manufacturer;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace EndToEnd.Tests.Pages;

/// <summary>The device's page: what is said about a host, what was found in its flows, and what becomes of a packet.</summary>
[TestFixture]
[NonParallelizable]
internal sealed class HostPolicy_Tests
{
    private const string Camera = "02:00:00:00:5b:01";

    [Test]
    public async Task A_choice_is_shown_explains_a_packet_and_is_taken_back()
    {
        if (Chromium.Unavailable is { } reason)
        {
            Assert.Ignore(reason);
        }

        await using var chromium = await Chromium.StartAsync();
        await using var maker = await SimulatedManufacturer.StartAsync();
        using var anchors = new AnchorFile(maker.AuthorityPem);
        await using var acs = await TestAcs.StartAsync([
            .. SimulatedManufacturer.Names.Select(n => ($"Acs:Mud:Names:{n.Key}", (string?)string.Join(',', n.Value))),
            ("Acs:Mud:TrustAnchors:0", anchors.Path), ("Acs:Mud:TlsAnchors:0", anchors.Path), ("Acs:Mud:AllowPrivateAddresses", "true")]);
        await using var home = await TestGateway.StartAsync(acs, ManagementProtocol.Usp, new GatewayOptions { SerialNumber = "SAID" }, g =>
            g.Lan.Join(new LanHost(Camera, "doorstep", IPAddress.Parse("192.168.1.20")) { MudUrl = maker.UrlOf("camera").AbsoluteUri }));
        var device = $"devices/{Uri.EscapeDataString(home.Id)}";
        await Eventually.TrueAsync(
            async () => await acs.GetAsync($"{device}/hosts") is { } hosts && hosts.GetProperty("items").EnumerateArray().Any(h => h.GetProperty("mud").GetProperty("state").GetString() == "compiled"),
            "the camera is held to its file", () => acs.StoryAsync(home.Id));
        await acs.SendAsync(HttpMethod.Post, $"{device}/hosts/{Camera}/policy", new { action = "allow", peer = "203.0.113.7", protocol = "tcp", port = 443, reason = "its new cloud" });
        await acs.SendAsync(HttpMethod.Post, $"{device}/flows", new[]
        {
            new { sourceIPv4Address = "192.168.1.20", destinationIPv4Address = "198.51.100.200", protocolIdentifier = 6, sourceTransportPort = 40000, destinationTransportPort = 23, octetDeltaCount = 100, packetDeltaCount = 2 },
        });

        await using var context = await chromium.Browser.NewContextAsync();
        var page = await context.NewPageAsync();
        await page.GotoAsync(new Uri(acs.Addresses.Web, $"/devices/{Uri.EscapeDataString(home.Id)}").ToString());
        await page.Locator("input[type=password]").FillAsync(TestAcs.AdminKey);
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Name = home.Id })).ToBeVisibleAsync(new() { Timeout = 60_000 });
        await page.Locator("[data-look=known]").First.WaitForAsync(new() { State = WaitForSelectorState.Attached, Timeout = 60_000 });
        await Assertions.Expect(page.GetByRole(AriaRole.Region, new() { Name = "What is said about it" }).GetByText("its new cloud")).ToBeVisibleAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Region, new() { Name = "Findings" }).GetByText("198.51.100.200").First).ToBeVisibleAsync();

        await page.GetByText("Ask about a packet").ClickAsync();
        await page.GetByLabel("Does a packet pass?").FillAsync("tcp 192.168.1.20:5000 > 203.0.113.7:443");
        await page.GetByRole(AriaRole.Button, new() { Name = "Ask" }).ClickAsync();
        await Assertions.Expect(page.GetByText("accept", new() { Exact = true }).First).ToBeVisibleAsync();
        Assert.That((await page.RunAxe()).Violations.Select(v => v.Id), Is.Empty);

        await page.GetByRole(AriaRole.Button, new() { Name = "Take back" }).ClickAsync();
        await Assertions.Expect(page.GetByText("its new cloud")).ToHaveCountAsync(0);
        var kept = (await acs.GetAsync($"{device}/hosts/{Camera}/policy?ended=true"))!.Value.GetProperty("items").EnumerateArray().Single();
        Assert.That(kept.GetProperty("endedBy").GetString(), Is.EqualTo("admin"));
    }
}
