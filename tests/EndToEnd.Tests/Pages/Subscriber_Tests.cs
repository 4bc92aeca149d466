using System.Net;
using CpeSimulator;
using CpeSimulator.DataModels;
using CpeSimulator.Lan;
using CpeSimulator.Manufacturer;
using Microsoft.Playwright;

namespace EndToEnd.Tests.Pages;

/// <summary>A subscriber is asked about a host by a link, answers in a browser without logging in, and the gateway does as the answer says.</summary>
[TestFixture]
[NonParallelizable]
internal sealed class Subscriber_Tests
{
    private const string Camera = "02:00:00:00:5a:01";
    private const string Packet = "tcp 192.168.1.20:5000 > 203.0.113.9:443";

    [Test]
    public async Task An_answer_in_the_browser_becomes_a_rule_and_can_be_taken_back()
    {
        await using var chromium = await Chromium.StartAsync();
        await using var maker = await SimulatedManufacturer.StartAsync();
        using var anchors = new AnchorFile(maker.AuthorityPem);
        await using var acs = await TestAcs.StartAsync([
            .. SimulatedManufacturer.Names.Select(n => ($"Acs:Mud:Names:{n.Key}", (string?)string.Join(',', n.Value))),
            ("Acs:Mud:TrustAnchors:0", anchors.Path), ("Acs:Mud:TlsAnchors:0", anchors.Path), ("Acs:Mud:AllowPrivateAddresses", "true"), ("Acs:Mud:DefaultMode", "ask")]);
        await using var home = await TestGateway.StartAsync(acs, ManagementProtocol.Usp, new GatewayOptions { SerialNumber = "ASKED" }, g =>
            g.Lan.Join(new LanHost(Camera, "<doorstep>", IPAddress.Parse("192.168.1.20")) { MudUrl = maker.UrlOf("camera").AbsoluteUri }));
        await VerdictAsync(acs, home, "accept");

        var host = $"devices/{Uri.EscapeDataString(home.Id)}/hosts/{Camera}";
        var asked = await acs.SendAsync(HttpMethod.Post, $"{host}/questions", new
        {
            text = "Your camera talks to an address that its maker does not list.\nIs that what you want?",
            flows = new[] { new { peer = "203.0.113.9", protocol = "tcp", port = 443 } },
        });
        var link = new Uri(acs.Addresses.Web, asked.GetProperty("link").GetString());

        await using var context = await chromium.Browser.NewContextAsync();
        var page = await context.NewPageAsync();
        await page.GotoAsync(link.ToString());
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Name = "A question about <doorstep>" })).ToBeVisibleAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Cell, new() { Name = "TCP, port 443" })).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Block it" }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Status)).ToContainTextAsync("It is blocked.");
        await Assertions.Expect(page.GetByRole(AriaRole.Button)).ToHaveCountAsync(0);
        await VerdictAsync(acs, home, "drop");

        using var again = await acs.Api.PostAsync(link, new FormUrlEncodedContent([new("answer", "allow")]));
        var answered = (await acs.GetAsync($"{host}/questions"))!.Value.GetProperty("items").EnumerateArray().Single();
        Assert.That((answered.GetProperty("answer").GetString(), answered.GetProperty("answeredBy").GetString()), Is.EqualTo(("block", "subscriber")), "a link answers once");

        await acs.SendAsync(HttpMethod.Post, $"questions/{asked.GetProperty("id").GetString()}/take-back");
        await VerdictAsync(acs, home, "accept");
        await page.ReloadAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Status)).ToContainTextAsync("This was taken back");
    }

    [Test]
    public async Task A_link_that_nobody_was_given_shows_nothing()
    {
        await using var acs = await TestAcs.StartAsync();
        using var http = new HttpClient { BaseAddress = acs.Addresses.Web };
        foreach (var token in new[] { "x", new string('0', 48), new string('0', 4000) })
        {
            using var shown = await http.GetAsync(new Uri($"/subscriber/{token}", UriKind.Relative));
            using var answered = await http.PostAsync(new Uri($"/subscriber/{token}", UriKind.Relative), new FormUrlEncodedContent([new("answer", "allow")]));
            Assert.That((shown.StatusCode, answered.StatusCode), Is.EqualTo((HttpStatusCode.NotFound, HttpStatusCode.NotFound)));
        }
    }

    private static Task VerdictAsync(TestAcs acs, TestGateway home, string verdict) => Eventually.TrueAsync(
        async () => await acs.GetAsync($"devices/{Uri.EscapeDataString(home.Id)}/hosts/{Camera}/why?packet={Uri.EscapeDataString(Packet)}") is { } why
            && why.GetProperty("gateway").GetProperty("verdict").GetString() == verdict,
        $"the gateway's rules say {verdict}",
        () => acs.StoryAsync(home.Id));
}
