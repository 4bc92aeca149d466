using System.Net;
using CpeSimulator;
using CpeSimulator.DataModels;
using CpeSimulator.Lan;
using CpeSimulator.Manufacturer;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using Provisioning.Mud.Questions.Asking;

namespace EndToEnd.Tests.Pages;

/// <summary>Flows come in, a question is asked that nobody ordered, the subscriber answers it in a browser, and the gateway's rules are others.</summary>
[TestFixture]
[NonParallelizable]
internal sealed class AskedByItself_Tests
{
    private const string Camera = "02:00:00:00:5d:01";
    private const string Lamp = "02:00:00:00:5d:02";

    [Test]
    public async Task What_a_camera_does_becomes_a_question_and_its_answer_a_rule()
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
            ("Acs:Mud:TrustAnchors:0", anchors.Path), ("Acs:Mud:TlsAnchors:0", anchors.Path), ("Acs:Mud:AllowPrivateAddresses", "true"), ("Acs:Mud:DefaultMode", "ask"),
            ("Acs:Mud:Questions:Gather", "00:00:00"), ("Acs:Wake:PerMinute", "1000")]);
        await using var home = await TestGateway.StartAsync(acs, ManagementProtocol.Usp, new GatewayOptions { SerialNumber = "CURIOUS" }, g =>
        {
            g.Lan.Join(new LanHost(Camera, "doorstep", IPAddress.Parse("192.168.1.20")) { MudUrl = maker.UrlOf("camera").AbsoluteUri });
            g.Lan.Join(new LanHost(Lamp, "hall", IPAddress.Parse("192.168.1.21")) { MudUrl = maker.UrlOf("bulb").AbsoluteUri });
        });
        var device = $"devices/{Uri.EscapeDataString(home.Id)}";
        await VerdictAsync(acs, home, "203.0.113.77", "accept");
        await Eventually.TrueAsync(
            async () => (await acs.GetAsync("mud/files")) is { } files && files.GetProperty("items").EnumerateArray().Count(f => f.GetProperty("state").GetString() == "good") == 2, "both files are there");

        // Ten addresses that the camera's maker does not list, and one of the lamp's.
        await acs.SendAsync(HttpMethod.Post, $"{device}/flows", Enumerable.Range(71, 9).Select(i => Flow("192.168.1.20", $"203.0.113.{i}")).Append(Flow("192.168.1.20", "198.51.100.7")).Append(Flow("192.168.1.21", "198.51.100.9")));
        var camera = $"{device}/hosts/{Camera}/questions";
        await Eventually.TrueAsync(
            async () => (await acs.GetAsync("questions?automatic=true")) is { } open && open.GetProperty("items").GetArrayLength() == 2, "two hosts are asked about", () => acs.StoryAsync(home.Id));
        var asked = (await acs.GetAsync(camera))!.Value.GetProperty("items").EnumerateArray().Single();
        Assert.That((asked.GetProperty("automatic").GetBoolean(), asked.GetProperty("link").ValueKind), Is.EqualTo((true, System.Text.Json.JsonValueKind.Null)), "no link is kept");
        Assert.That(asked.GetProperty("text").GetString(), Does.StartWith("doorstep wants to reach 10 addresses"));

        // The system that writes to subscribers hears of it, and takes a link.
        var told = (await acs.GetAsync("events?limit=1000"))!.Value.GetProperty("items").EnumerateArray().Where(e => e.GetProperty("kind").GetString() == "mud.question").ToList();
        Assert.That(told, Has.Count.EqualTo(2));
        var linked = await acs.SendAsync(HttpMethod.Post, $"questions/{asked.GetProperty("id").GetString()}/link");
        await using var context = await chromium.Browser.NewContextAsync();
        var page = await context.NewPageAsync();
        await page.GotoAsync(new Uri(acs.Addresses.Web, linked.GetProperty("link").GetString()).ToString());
        await Assertions.Expect(page.GetByRole(AriaRole.Cell, new() { Name = "203.0.113.0/24 (9 addresses)" })).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Block it" }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Status)).ToContainTextAsync("It is blocked.");
        await VerdictAsync(acs, home, "203.0.113.77", "drop");
        await VerdictAsync(acs, home, "198.51.100.7", "drop");
        await VerdictAsync(acs, home, "198.51.100.200", "accept");

        // The lamp's maker is to be told: its report says so, without a home or an address in it.
        var lamp = (await acs.GetAsync($"{device}/hosts/{Lamp}/questions"))!.Value.GetProperty("items").EnumerateArray().Single();
        await acs.SendAsync(HttpMethod.Post, $"questions/{lamp.GetProperty("id").GetString()}/answer", new { answer = "tell" });
        var report = (await acs.GetAsync($"mud/reports?url={Uri.EscapeDataString(maker.UrlOf("bulb").AbsoluteUri)}"))!.Value.GetProperty("ietf-mud-reporter:mud-reporter");
        var says = report.GetProperty("mud-report")[0].GetProperty("acs:told");
        Assert.That((says.GetProperty("subscribers").GetInt32(), says.GetProperty("flows")[0].GetProperty("port").GetInt32()), Is.EqualTo((1, 443)));
        Assert.That(report.ToString(), Does.Not.Contain("198.51.100").And.Not.Contain("CURIOUS"));

        await acs.SendAsync(HttpMethod.Post, $"{device}/flows", new[] { Flow("192.168.1.20", "203.0.113.72"), Flow("192.168.1.21", "198.51.100.9") });
        await acs.Services.GetRequiredService<AutomaticQuestions>().RunAsync(CancellationToken.None);
        using var gone = await acs.Api.PostAsync(new Uri($"questions/{asked.GetProperty("id").GetString()}/link", UriKind.Relative), null);
        Assert.That(gone.StatusCode, Is.EqualTo(HttpStatusCode.NotFound), "it is answered");
        Assert.That((await acs.GetAsync("questions"))!.Value.GetProperty("items").GetArrayLength(), Is.Zero, "and nobody is asked again");
    }

    private static object Flow(string source, string destination) => new
    {
        sourceIPv4Address = source, destinationIPv4Address = destination, protocolIdentifier = 6, sourceTransportPort = 50000, destinationTransportPort = 443, packetDeltaCount = 3, octetDeltaCount = 180,
    };

    private static Task VerdictAsync(TestAcs acs, TestGateway home, string peer, string verdict) => Eventually.TrueAsync(
        async () => await acs.GetAsync($"devices/{Uri.EscapeDataString(home.Id)}/hosts/{Camera}/why?packet={Uri.EscapeDataString($"tcp 192.168.1.20:5000 > {peer}:443")}") is { } why
            && why.GetProperty("gateway").GetProperty("verdict").GetString() == verdict,
        $"the gateway's rules say {verdict} to {peer}",
        () => acs.StoryAsync(home.Id));
}
