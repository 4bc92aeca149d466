using System.Net;
using CpeSimulator;
using CpeSimulator.DataModels;
using CpeSimulator.Lan;
using CpeSimulator.Manufacturer;

namespace EndToEnd.Tests.Usp;

/// <summary>The main job over WebSocket: the whole server, and a gateway that knows no broker.</summary>
[TestFixture]
internal sealed class WebSocket_Tests
{
    private const string Cloud = "cloud.lumen.example";

    [Test]
    public async Task A_gateway_that_calls_over_WebSocket_is_protected_ordered_about_and_woken()
    {
        await using var maker = await SimulatedManufacturer.StartAsync();
        maker.Replace("camera", [new MudRule("cloud", "dns:" + Cloud, "tcp", 443)]);
        using var anchors = new AnchorFile(maker.AuthorityPem);
        var port = TestAcs.FreePort();
        await using var acs = await TestAcs.StartAsync(
            ("Acs:Usp:Mqtt:Mode", "Off"),
            ("Acs:Usp:WebSocket:Enabled", "true"),
            ("Acs:Usp:WebSocket:Address", "127.0.0.1"),
            ("Acs:Usp:WebSocket:Port", $"{port}"),
            ("Acs:Mud:AllowPrivateAddresses", "true"),
            ("Acs:Mud:TlsAnchors:0", anchors.Path),
            ("Acs:Mud:TrustAnchors:0", anchors.Path),
            ($"Acs:Mud:Names:{Cloud}", "203.0.113.10"));
        await using var gateway = await TestGateway.StartAsync(
            acs,
            ManagementProtocol.Usp,
            new GatewayOptions { SerialNumber = "WS-1", WebSocketUrl = new Uri($"ws://127.0.0.1:{port}/usp") },
            g => g.Lan.Join(new LanHost("02:00:00:00:01:20", "camera", IPAddress.Parse("192.168.1.20")) { MudUrl = maker.UrlOf("camera").AbsoluteUri }));

        await Eventually.TrueAsync(
            () => Task.FromResult(gateway.Gateway.Model.Read("Device.Firewall.").Any(p => p.Path.EndsWith(".DestPort", StringComparison.Ordinal) && p.Value == "443")),
            "the camera's rule is on the gateway",
            () => acs.StoryAsync(gateway.Id));
        await acs.ConvergesAsync(gateway.Id);

        await OrderAsync(acs, gateway, new { type = "setValues", values = new Dictionary<string, string> { ["Device.LocalAgent.Controller.1.PeriodicNotifInterval"] = "7200" } });
        Assert.That(gateway.Gateway.Model.Get("Device.LocalAgent.Controller.1.PeriodicNotifInterval"), Is.EqualTo("7200"));
        var woken = await acs.SendAsync(HttpMethod.Post, $"devices/{Uri.EscapeDataString(gateway.Id)}/wake");
        Assert.That((woken.GetProperty("way").GetString(), woken.GetProperty("reached").GetBoolean()), Is.EqualTo(("usp-websocket", true)), woken.ToString());
        await OrderAsync(acs, gateway, new { type = "reboot" });
        await Eventually.TrueAsync(() => Task.FromResult(gateway.Gateway.Counters is { Reboots: 1, Sessions: > 1 }), "it reboots and comes back");
        await OrderAsync(acs, gateway, new { type = "getValues", paths = (string[])["Device.DeviceInfo.SerialNumber"] });
    }

    private static async Task OrderAsync(TestAcs acs, TestGateway gateway, object order)
    {
        var done = await acs.SendAsync(HttpMethod.Post, $"devices/{Uri.EscapeDataString(gateway.Id)}/operations?wait=60", order);
        Assert.That(done.GetProperty("state").GetString(), Is.EqualTo("succeeded"), done.ToString());
    }
}
