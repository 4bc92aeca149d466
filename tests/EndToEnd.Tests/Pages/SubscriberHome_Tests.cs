using System.Net;
using System.Net.Http.Json;
using CpeSimulator;
using CpeSimulator.DataModels;
using CpeSimulator.Lan;
using CpeSimulator.Manufacturer;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace EndToEnd.Tests.Pages;

/// <summary>A subscriber opts out in a browser, by a link and without logging in; the gateway loses the rules but for what the ISP forbids; and in again.</summary>
[TestFixture]
[NonParallelizable]
internal sealed class SubscriberHome_Tests
{
    private const string Camera = "02:00:00:00:5c:01";
    private const string Undeclared = "tcp 192.168.1.20:5000 > 203.0.113.99:443";
    private const string Botnet = "tcp 192.168.1.20:5000 > 198.51.100.66:6667";

    [Test]
    public async Task Opting_out_frees_the_home_but_for_what_the_ISP_forbids_and_opting_in_brings_the_rules_back()
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
            ("Acs:Mud:TrustAnchors:0", anchors.Path), ("Acs:Mud:TlsAnchors:0", anchors.Path), ("Acs:Mud:AllowPrivateAddresses", "true"), ("Acs:Wake:PerMinute", "1000")]);
        await acs.SendAsync(HttpMethod.Post, "mud/policy", new { action = "block", peer = "198.51.100.66", reason = "a botnet's controller" });
        await using var home = await TestGateway.StartAsync(acs, ManagementProtocol.Cwmp, new GatewayOptions { SerialNumber = "CHOOSES" }, g =>
            g.Lan.Join(new LanHost(Camera, "<doorstep>", IPAddress.Parse("192.168.1.20")) { MudUrl = maker.UrlOf("camera").AbsoluteUri }));
        await VerdictAsync(acs, home, Undeclared, "drop");

        var device = $"devices/{Uri.EscapeDataString(home.Id)}";
        var made = await acs.SendAsync(HttpMethod.Post, $"{device}/mud/link", new { days = 3 });
        Assert.That(made.GetProperty("expiresAt").GetDateTimeOffset(), Is.LessThan(TimeProvider.System.GetUtcNow().AddDays(4)), "three days, not fourteen");
        using var tooLong = await acs.Api.PostAsJsonAsync($"{device}/mud/link", new { days = 91 });
        Assert.That(tooLong.StatusCode, Is.EqualTo(HttpStatusCode.BadRequest));
        var link = new Uri(acs.Addresses.Web, made.GetProperty("link").GetString());
        await using var context = await chromium.Browser.NewContextAsync();
        var page = await context.NewPageAsync();
        await page.GotoAsync(link.ToString());
        await Assertions.Expect(page.GetByRole(AriaRole.Cell, new() { Name = "<doorstep>" })).ToBeVisibleAsync();
        await Assertions.Expect(page.GetByText("a botnet's controller")).ToBeVisibleAsync();
        Assert.That((await page.RunAxe()).Violations.Select(v => v.Id), Is.Empty);
        await page.GetByRole(AriaRole.Button, new() { Name = "Do not hold my devices to it" }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Status)).ToContainTextAsync("You have opted out.");
        await VerdictAsync(acs, home, Undeclared, "accept");
        await VerdictAsync(acs, home, Botnet, "drop");
        var host = (await acs.GetAsync($"{device}/hosts"))!.Value.GetProperty("items")[0].GetProperty("mud");
        Assert.That((host.GetProperty("mode").GetString(), host.GetProperty("modeSetBy").GetString()), Is.EqualTo(("off", "subscriber")));
        var standing = (await acs.GetAsync($"{device}/mud"))!.Value;
        Assert.That((standing.GetProperty("optedOut").GetBoolean(), standing.GetProperty("choices")[0].GetProperty("author").GetString()), Is.EqualTo((true, "subscriber")));

        await page.GetByRole(AriaRole.Button, new() { Name = "Opt in again" }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Status)).ToHaveCountAsync(0);
        await VerdictAsync(acs, home, Undeclared, "drop");
        var kept = (await acs.GetAsync($"{device}/mud/choices"))!.Value.GetProperty("items")[0];
        Assert.That((kept.GetProperty("source").GetString(), kept.GetProperty("endedBy").GetString()), Is.EqualTo(("subscriber", "subscriber")), "both are on record");

        // The operator's side of the same: the home's mode on the device's page, and who set it.
        await page.GotoAsync(new Uri(acs.Addresses.Web, $"/devices/{Uri.EscapeDataString(home.Id)}").ToString());
        await page.Locator("input[type=password]").FillAsync(TestAcs.AdminKey);
        await page.Keyboard.PressAsync("Enter");
        await page.Locator("[data-look=known]").First.WaitForAsync(new() { State = WaitForSelectorState.Attached, Timeout = 60_000 });
        await page.GetByLabel("Mode of the home").SelectOptionAsync("Observe");
        await Assertions.Expect(page.GetByText("observe, as the home's mode says")).ToBeVisibleAsync();
        Assert.That((await page.RunAxe()).Violations.Select(v => v.Id), Is.Empty);
        await VerdictAsync(acs, home, Botnet, "accept");
        using var nowhere = await acs.Api.GetAsync(new Uri(acs.Addresses.Web, $"/subscriber/home/{new string('0', 48)}"));
        Assert.That(nowhere.StatusCode, Is.EqualTo(HttpStatusCode.NotFound));
    }

    [Test]
    public async Task The_subscriber_sees_every_rule_that_binds_the_home_objects_to_one_that_nobody_asked_about_and_is_left_out_of_it()
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
            ("Acs:Mud:TrustAnchors:0", anchors.Path), ("Acs:Mud:TlsAnchors:0", anchors.Path), ("Acs:Mud:AllowPrivateAddresses", "true"), ("Acs:Mud:DefaultMode", "Ask"), ("Acs:Wake:PerMinute", "1000")]);
        var end = TimeProvider.System.GetUtcNow().AddDays(7);
        await acs.SendAsync(HttpMethod.Post, "mud/policy", new { action = "block", peer = "198.51.100.66", reason = "a <botnet's> controller", endsAt = end });
        await using var home = await TestGateway.StartAsync(acs, ManagementProtocol.Usp, new GatewayOptions { SerialNumber = "OBJECTS" }, g =>
            g.Lan.Join(new LanHost(Camera, "doorstep", IPAddress.Parse("192.168.1.20")) { MudUrl = maker.UrlOf("camera").AbsoluteUri }));
        await VerdictAsync(acs, home, Botnet, "drop");
        var made = await acs.SendAsync(HttpMethod.Post, $"devices/{Uri.EscapeDataString(home.Id)}/mud/link", new { });
        var link = new Uri(acs.Addresses.Web, made.GetProperty("link").GetString());
        await using var context = await chromium.Browser.NewContextAsync();
        var page = await context.NewPageAsync();
        await page.GotoAsync(link.ToString());
        await Assertions.Expect(page.GetByText("a <botnet's> controller")).ToBeVisibleAsync();
        await Assertions.Expect(page.GetByText($"until {end.ToString("d MMMM yyyy", System.Globalization.CultureInfo.InvariantCulture)}")).ToBeVisibleAsync();
        await page.GetByText("Object to it").ClickAsync();
        Assert.That((await page.RunAxe()).Violations.Select(v => v.Id), Is.Empty);
        await page.GetByLabel("Say why").FillAsync("It is my own server.");
        await page.GetByRole(AriaRole.Button, new() { Name = "Object" }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Status)).ToContainTextAsync("It is my own server. Your provider has not decided yet.");
        await VerdictAsync(acs, home, Botnet, "drop");

        // A person at the ISP decides, on the page.
        var desk = await context.NewPageAsync();
        await desk.GotoAsync(new Uri(acs.Addresses.Web, "/warnings").ToString());
        await desk.Locator("input[type=password]").FillAsync(TestAcs.AdminKey);
        await desk.Keyboard.PressAsync("Enter");
        await Assertions.Expect(desk.GetByText("It is my own server.")).ToBeVisibleAsync(new() { Timeout = 60_000 });
        await desk.Locator("[data-look=known]").First.WaitForAsync(new() { State = WaitForSelectorState.Attached, Timeout = 60_000 });
        Assert.That((await desk.RunAxe()).Violations.Select(v => v.Id), Is.Empty);
        await desk.GetByLabel("Reason of the decision").FillAsync("shown to be so");
        await desk.GetByRole(AriaRole.Button, new() { Name = "Uphold the objection" }).ClickAsync();
        await Assertions.Expect(desk.GetByText("It is my own server.")).ToHaveCountAsync(0);
        await VerdictAsync(acs, home, Botnet, "accept");
        await page.GotoAsync(link.ToString());
        await Assertions.Expect(page.GetByText("a <botnet's> controller")).ToHaveCountAsync(0);

        var standing = (await acs.GetAsync("mud/policy"))!.Value.GetProperty("items");
        Assert.That(standing.GetArrayLength(), Is.EqualTo(1), "others are still kept from it");
        var kept = (await acs.GetAsync("mud/policy/appeals"))!.Value.GetProperty("items")[0];
        Assert.That((kept.GetProperty("accepted").GetBoolean(), kept.GetProperty("reason").GetString()), Is.EqualTo((true, "shown to be so")), "on record");
        using var again = await acs.Api.PostAsJsonAsync($"mud/policy/appeals/{kept.GetProperty("id").GetString()}/decide", new { accept = false, reason = "after all" });
        Assert.That(again.StatusCode, Is.EqualTo(HttpStatusCode.Conflict));
    }

    private static Task VerdictAsync(TestAcs acs, TestGateway home, string packet, string verdict) => Eventually.TrueAsync(
        async () => await acs.GetAsync($"devices/{Uri.EscapeDataString(home.Id)}/hosts/{Camera}/why?packet={Uri.EscapeDataString(packet)}") is { } why
            && why.GetProperty("gateway").GetProperty("verdict").GetString() == verdict,
        $"the gateway's rules say {verdict} to {packet}",
        () => acs.StoryAsync(home.Id));
}
