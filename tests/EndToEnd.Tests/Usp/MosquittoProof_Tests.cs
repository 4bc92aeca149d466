using System.Net;
using System.Text.Json;
using CpeSimulator;
using CpeSimulator.DataModels;
using CpeSimulator.Lan;
using CpeSimulator.Manufacturer;
using EndToEnd.Tests.Firmware;
using Mosquitto = UspController.Tests.Doubles.Mosquitto;

namespace EndToEnd.Tests.Usp;

/// <summary>The main job through the ISP's own broker: the whole server beside a real Mosquitto, gateways of both MQTT versions.</summary>
[TestFixture]
internal sealed class MosquittoProof_Tests
{
    private const string Cloud = "cloud.lumen.example";

    [Test]
    public async Task Gateways_behind_a_Mosquitto_are_found_protected_updated_and_outlive_its_death()
    {
        await using var broker = await Mosquitto.StartAsync();
        await using var maker = await SimulatedManufacturer.StartAsync();
        maker.Replace("camera", [new MudRule("cloud", "dns:" + Cloud, "tcp", 443)]);
        using var anchors = new AnchorFile(maker.AuthorityPem);
        await using var acs = await TestAcs.StartAsync(
            ("Acs:Usp:Mqtt:Mode", "External"),
            ("Acs:Usp:Mqtt:Server", $"127.0.0.1:{broker.Port}"),
            ("Acs:Mud:AllowPrivateAddresses", "true"),
            ("Acs:Mud:TlsAnchors:0", anchors.Path),
            ("Acs:Mud:TrustAnchors:0", anchors.Path),
            ($"Acs:Mud:Names:{Cloud}", "203.0.113.10,2001:db8:9::10"));
        var url = maker.UrlOf("camera").AbsoluteUri;
        await using var five = await StartAsync(acs, broker, "MQ-5", mqtt311: false, url);
        await using var three = await StartAsync(acs, broker, "MQ-311", mqtt311: true, url);
        TestGateway[] both = [five, three];

        foreach (var gateway in both)
        {
            await AnnouncedAsync(acs, gateway, url);
            await RuleAsync(acs, gateway, "443");
        }

        await broker.StopAsync();
        maker.Replace("camera", [new MudRule("cloud", "dns:" + Cloud, "tcp", 8443)]);
        await acs.SendAsync(HttpMethod.Post, "mud/files", new { url });
        await broker.RunAsync();

        foreach (var gateway in both)
        {
            await RuleAsync(acs, gateway, "8443");
        }

        var campaign = await Campaigns.StartAsync(acs, await Campaigns.UploadAsync(acs, "2.0.0"), "serial:MQ-5 OR serial:MQ-311");
        var ended = await Campaigns.EndsAsync(acs, campaign);
        Assert.That(ended.GetProperty("counts").GetProperty("succeeded").GetInt32(), Is.EqualTo(2), ended.ToString());
        Assert.That(both.Select(g => (g.Gateway.SoftwareVersion, g.Gateway.Counters.Reboots)), Is.All.EqualTo(("2.0.0", 1L)));
        foreach (var gateway in both)
        {
            await acs.ConvergesAsync(gateway.Id);
        }
    }

    private static Task<TestGateway> StartAsync(TestAcs acs, Mosquitto broker, string serial, bool mqtt311, string url) => TestGateway.StartAsync(
        acs,
        ManagementProtocol.Usp,
        new GatewayOptions { SerialNumber = serial, Mqtt311 = mqtt311 },
        g => g.Lan.Join(new LanHost("02:00:00:00:01:20", "camera", IPAddress.Parse("192.168.1.20")) { MudUrl = url }),
        broker.Port);

    private static Task AnnouncedAsync(TestAcs acs, TestGateway gateway, string url) => Eventually.TrueAsync(
        async () => await acs.GetAsync($"devices/{Uri.EscapeDataString(gateway.Id)}/hosts") is { } hosts
            && hosts.GetProperty("items").EnumerateArray().Any(h => MudUrl(h) == url),
        $"{gateway.Id} has a camera with its MUD URL",
        () => acs.StoryAsync(gateway.Id));

    private static string? MudUrl(JsonElement host) =>
        host.TryGetProperty("mud", out var mud) && mud.ValueKind == JsonValueKind.Object && mud.TryGetProperty("url", out var url) ? url.GetString() : null;

    private static async Task RuleAsync(TestAcs acs, TestGateway gateway, string port)
    {
        await Eventually.TrueAsync(
            () => Task.FromResult(gateway.Gateway.Model.Read("Device.Firewall.").Any(p => p.Path.EndsWith(".DestPort", StringComparison.Ordinal) && p.Value == port)),
            $"a rule for port {port} is on {gateway.Id}",
            () => acs.StoryAsync(gateway.Id));
        await acs.ConvergesAsync(gateway.Id);
    }
}
