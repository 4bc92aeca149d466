using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using CpeSimulator;
using CpeSimulator.DataModels;
using CpeSimulator.Lan;
using CpeSimulator.Manufacturer;
using Deque.AxeCore.Playwright;
using EndToEnd.Tests.Pages;
using Microsoft.Playwright;

namespace EndToEnd.Tests.Mud;

/// <summary>A community's profile, from three submitters' keys over an operator's word in the browser to the rules of a gateway, and out again.</summary>
[NonParallelizable]
internal sealed class Community_Tests
{
    private const string Camera = "02:00:00:00:1c:01";

    [Test]
    public async Task Three_submitters_and_an_operator_narrow_a_camera_and_nothing_widens_it()
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
            ("Acs:Mud:Names:evil.example", "198.51.100.66"), ("Acs:Firewall:Prove", "true"),
            ("Acs:Mud:TrustAnchors:0", anchors.Path), ("Acs:Mud:TlsAnchors:0", anchors.Path), ("Acs:Mud:AllowPrivateAddresses", "true"), ("Acs:Wake:PerMinute", "1000")]);
        await using var home = await TestGateway.StartAsync(acs, ManagementProtocol.Usp, new GatewayOptions { SerialNumber = "CROWD" }, g =>
            g.Lan.Join(new LanHost(Camera, "doorstep", IPAddress.Parse("192.168.1.20")) { MudUrl = maker.UrlOf("camera").AbsoluteUri }));
        var stream = SimulatedManufacturer.Names["stream.argus.example"][0];
        var relay = SimulatedManufacturer.Names["relay.argus.example"][0];
        var (streaming, relaying, stealing) = ($"tcp 192.168.1.20:5000 > {stream}:443", $"udp 192.168.1.20:5000 > {relay}:3478", "tcp 192.168.1.20:5000 > 198.51.100.66:443");
        await VerdictAsync(acs, home, streaming, "accept", "manufacturer");
        await VerdictAsync(acs, home, relaying, "accept", "manufacturer");

        // Nobody saw the relay used; and one of the community would like its own server to be let in.
        var url = maker.UrlOf("camera").AbsoluteUri;
        var profile = Profile(url, ("stream.argus.example", "tcp", 443), ("evil.example", "tcp", 443));
        JsonElement submitted = default;
        foreach (var name in (string[])["anna", "ben", "carl"])
        {
            var key = (await acs.SendAsync(HttpMethod.Post, "mud/submitters", new { name })).GetProperty("key").GetString()!;
            using var submitter = new HttpClient { BaseAddress = acs.Api.BaseAddress };
            submitter.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
            using var taken = await submitter.PostAsJsonAsync("mud/profiles", new { mudUrl = url, profile, provenance = "observed 14 days by muddy", licence = "CC0-1.0" });
            Assert.That(taken.StatusCode, Is.EqualTo(name == "anna" ? HttpStatusCode.Created : HttpStatusCode.OK), await taken.Content.ReadAsStringAsync());
            submitted = await taken.Content.ReadFromJsonAsync<JsonElement>();
            using var more = await submitter.GetAsync(new Uri("mud/profiles", UriKind.Relative));
            Assert.That(more.StatusCode, Is.EqualTo(HttpStatusCode.Unauthorized), "the key opens nothing else");
        }

        var path = $"mud/profiles/{submitted.GetProperty("id").GetString()}";
        Assert.That((submitted.GetProperty("state").GetString(), submitted.GetProperty("submitters").GetInt32()), Is.EqualTo(("submitted", 3)));
        var difference = await acs.SendAsync(HttpMethod.Get, $"{path}/difference");
        Assert.That(difference.GetProperty("blocked").ToString(), Does.Contain("relay.argus.example"));
        Assert.That(difference.GetProperty("withoutEffect").ToString(), Does.Contain("evil.example"));

        await using var context = await chromium.Browser.NewContextAsync();
        var page = await context.NewPageAsync();
        await page.GotoAsync(new Uri(acs.Addresses.Web, "/mud/profiles").ToString());
        await page.Locator("input[type=password]").FillAsync(TestAcs.AdminKey);
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Community profiles" })).ToBeVisibleAsync(new() { Timeout = 60_000 });
        await page.Locator("[data-look=known]").First.WaitForAsync(new() { State = WaitForSelectorState.Attached, Timeout = 60_000 });
        await Assertions.Expect(page.GetByText("relay.argus.example").First).ToBeVisibleAsync();
        Assert.That((await page.RunAxe()).Violations.Select(v => v.Id), Is.Empty);
        await page.GetByRole(AriaRole.Button, new() { Name = "Agree" }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Alert)).ToHaveTextAsync("Say why: it stays on record.");
        await page.GetByLabel("Reason").FillAsync("seen in our own laboratory");
        await page.GetByRole(AriaRole.Button, new() { Name = "Agree" }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Button, new() { Name = "Withdraw" })).ToBeVisibleAsync();

        await VerdictAsync(acs, home, relaying, "drop", "default");
        await VerdictAsync(acs, home, streaming, "accept", "community");
        Assert.That((await WhyAsync(acs, home, stealing)).GetProperty("gateway").GetProperty("verdict").GetString(), Is.EqualTo("drop"), "a profile never widens");
        var said = (await WhyAsync(acs, home, relaying)).GetProperty("policy").GetProperty("because")[0];
        Assert.That((said.GetProperty("layer").GetString(), said.GetProperty("file").GetString()), Is.EqualTo(("community", $"profile {submitted.GetProperty("id").GetString()}")));
        Assert.That(await acs.StoryAsync(home.Id), Does.Contain("Proved"));

        await acs.SendAsync(HttpMethod.Post, $"{path}/withdraw", new { reason = "the relay is needed after all" });
        await VerdictAsync(acs, home, relaying, "accept", "manufacturer");
        using var gone = await acs.Api.PostAsJsonAsync($"{path}/withdraw", new { reason = "again" });
        using var unknown = await acs.Api.GetAsync(new Uri($"mud/profiles/{Guid.NewGuid()}", UriKind.Relative));
        Assert.That((gone.StatusCode, unknown.StatusCode), Is.EqualTo((HttpStatusCode.NotFound, HttpStatusCode.NotFound)));
    }

    private static JsonObject Profile(string url, params (string Name, string Protocol, int Port)[] flows) => new()
    {
        ["ietf-mud:mud"] = new JsonObject
        {
            ["mud-version"] = 1, ["mud-url"] = url, ["last-update"] = "2026-01-02T03:04:05+00:00", ["cache-validity"] = 48, ["is-supported"] = true,
            ["systeminfo"] = "As seen in three homes",
            ["from-device-policy"] = new JsonObject { ["access-lists"] = new JsonObject { ["access-list"] = new JsonArray(new JsonObject { ["name"] = "from" }) } },
        },
        ["ietf-access-control-list:acls"] = new JsonObject
        {
            ["acl"] = new JsonArray(new JsonObject
            {
                ["name"] = "from", ["type"] = "ipv4-acl-type",
                ["aces"] = new JsonObject
                {
                    ["ace"] = new JsonArray([.. flows.Select((f, i) => (JsonNode)new JsonObject
                    {
                        ["name"] = $"seen-{i}",
                        ["matches"] = new JsonObject
                        {
                            ["ipv4"] = new JsonObject { ["ietf-acldns:dst-dnsname"] = f.Name },
                            [f.Protocol] = new JsonObject { ["destination-port"] = new JsonObject { ["operator"] = "eq", ["port"] = f.Port } },
                        },
                        ["actions"] = new JsonObject { ["forwarding"] = "accept" },
                    })]),
                },
            }),
        },
    };

    private static Task VerdictAsync(TestAcs acs, TestGateway home, string packet, string verdict, string layer) => Eventually.TrueAsync(
        async () =>
        {
            var gateway = (await WhyAsync(acs, home, packet)).GetProperty("gateway");
            return gateway.GetProperty("verdict").GetString() == verdict && gateway.GetProperty("because").EnumerateArray().Any(b => b.GetProperty("layer").GetString() == layer);
        },
        $"{packet}: {verdict} because of {layer}",
        async () => $"{await WhyAsync(acs, home, packet)} {await acs.StoryAsync(home.Id)}");

    private static async Task<JsonElement> WhyAsync(TestAcs acs, TestGateway home, string packet) =>
        await acs.GetAsync($"devices/{Uri.EscapeDataString(home.Id)}/hosts/{Camera}/why?packet={Uri.EscapeDataString(packet)}") ?? JsonDocument.Parse("""{"gateway":{"verdict":"none","because":[]}}""").RootElement;
}
