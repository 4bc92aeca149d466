using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using CpeSimulator;
using CpeSimulator.DataModels;
using CpeSimulator.Firewalls;
using CpeSimulator.Lan;

namespace EndToEnd.Tests.Mud;

/// <summary>A thing whose maker publishes nothing: recognised it is looked at only, and once an operator says what it is, its model's profile holds on the gateway.</summary>
[NonParallelizable]
internal sealed class ModelProfiles_Tests
{
    private const string Plug = "02:00:00:00:1e:01";
    private const string Cloud = "203.0.113.10";

    [TestCase(ManagementProtocol.Cwmp)]
    [TestCase(ManagementProtocol.Usp)]
    public async Task A_profile_of_a_model_holds_for_hosts_that_announce_no_URL(ManagementProtocol protocol)
    {
        await using var acs = await TestAcs.StartAsync([("Acs:Firewall:Prove", "true"), ("Acs:Wake:PerMinute", "1000")]);
        await using var home = await TestGateway.StartAsync(acs, protocol, new GatewayOptions { SerialNumber = $"MODEL-{protocol}" }, g =>
            g.Lan.Join(new LanHost(Plug, "HS100-kitchen", IPAddress.Parse("192.168.1.20")) { VendorClass = "plug" }));
        var host = $"devices/{Uri.EscapeDataString(home.Id)}/hosts/{Plug}";
        var submitted = await acs.SendAsync(HttpMethod.Post, "mud/profiles", new { model = "Plug 100", profile = Profile(), provenance = "observed 14 days by muddy", licence = "CC0-1.0" });
        await acs.SendAsync(HttpMethod.Post, $"mud/profiles/{submitted.GetProperty("id").GetString()}/review", new { decision = "accept", @override = true, reason = "seen in our own laboratory" });
        await HostAsync(acs, home, _ => true, "known");
        Assert.That(Passes(home, "198.51.100.7"), Is.True, "nobody says what it is");

        await acs.SendAsync(HttpMethod.Put, $"{host}/model", new { model = "Plug 100" });
        await Eventually.TrueAsync(() => Task.FromResult(!Passes(home, "198.51.100.7")), "it is held to the profile", () => acs.StoryAsync(home.Id));
        Assert.That(Passes(home, Cloud), Is.True, "and no further");
        await HostAsync(acs, home, h => h.GetProperty("mud").GetProperty("state").GetString() == "compiled" && h.GetProperty("modelSource").GetString() == "assigned", "compiled");
        Assert.That(await acs.StoryAsync(home.Id), Does.Contain("Proved"));

        await acs.SendAsync(HttpMethod.Put, $"{host}/model", new { model = (string?)null });
        await Eventually.TrueAsync(() => Task.FromResult(Passes(home, "198.51.100.7")), "taken back", () => acs.StoryAsync(home.Id));
    }

    private static bool Passes(TestGateway home, string peer) => home.Gateway.Lan.WouldPass(Plug, new Packet(6, IPAddress.Parse("192.168.1.20"), IPAddress.Parse(peer), 50000, 443));

    private static Task HostAsync(TestAcs acs, TestGateway home, Func<JsonElement, bool> holds, string what) => Eventually.TrueAsync(
        async () => await acs.GetAsync($"devices/{Uri.EscapeDataString(home.Id)}/hosts") is { } all
            && all.GetProperty("items").EnumerateArray().Any(h => h.GetProperty("mac").GetString() == Plug && holds(h)),
        $"the host is {what}",
        () => acs.StoryAsync(home.Id));

    private static JsonObject Profile() => new()
    {
        ["ietf-mud:mud"] = new JsonObject
        {
            ["mud-version"] = 1, ["mud-url"] = "https://community.example/plug.json", ["last-update"] = "2026-01-02T03:04:05+00:00", ["cache-validity"] = 48, ["is-supported"] = true,
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
                    ["ace"] = new JsonArray(new JsonObject
                    {
                        ["name"] = "cloud",
                        ["matches"] = new JsonObject
                        {
                            ["ipv4"] = new JsonObject { ["destination-ipv4-network"] = $"{Cloud}/32", ["protocol"] = 6 },
                            ["tcp"] = new JsonObject { ["destination-port"] = new JsonObject { ["operator"] = "eq", ["port"] = 443 } },
                        },
                        ["actions"] = new JsonObject { ["forwarding"] = "accept" },
                    }),
                },
            }),
        },
    };
}
