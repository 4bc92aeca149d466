using System.Net;
using CpeSimulator;
using CpeSimulator.DataModels;
using CpeSimulator.Lan;
using CpeSimulator.Manufacturer;

namespace EndToEnd.Tests.Mud;

/// <summary>An ISP that wants to hear of changed firewalls rather than have them repaired.</summary>
[NonParallelizable]
internal sealed class DriftPolicy_Tests
{
    private const string Camera = "02:00:00:00:1c:01";

    [TestCase(ManagementProtocol.Cwmp)]
    [TestCase(ManagementProtocol.Usp)]
    public async Task A_rule_that_somebody_changed_is_reported_and_left_until_a_person_has_it_repaired(ManagementProtocol protocol)
    {
        await using var maker = await SimulatedManufacturer.StartAsync();
        using var anchors = new AnchorFile(maker.AuthorityPem);
        await using var acs = await TestAcs.StartAsync([
            .. SimulatedManufacturer.Names.Select(n => ($"Acs:Mud:Names:{n.Key}", (string?)string.Join(',', n.Value))),
            ("Acs:Mud:TrustAnchors:0", anchors.Path), ("Acs:Mud:TlsAnchors:0", anchors.Path), ("Acs:Mud:AllowPrivateAddresses", "true"), ("Acs:Wake:PerMinute", "1000"),
            ("Acs:Firewall:Drift", "Report")]);
        await using var home = await TestGateway.StartAsync(acs, protocol, new GatewayOptions { SerialNumber = "DRIFT" }, g =>
            g.Lan.Join(new LanHost(Camera, "doorstep", IPAddress.Parse("192.168.1.20")) { MudUrl = maker.UrlOf("camera").AbsoluteUri }));
        var device = $"devices/{Uri.EscapeDataString(home.Id)}";
        var model = home.Gateway.Model;
        await Eventually.TrueAsync(() => Task.FromResult(Drops(model).Count > 0), "the rules are there", () => acs.StoryAsync(home.Id));
        await acs.ConvergesAsync(home.Id);

        var drop = Drops(model)[0];
        model.Write($"{drop}Target", "Accept");
        await Eventually.TrueAsync(
            async () => await ReasonAsync(acs, device) is ("faulted", var reason) && reason.Contains($"{drop}Target is Accept and was Drop", StringComparison.Ordinal),
            "the change is reported",
            () => acs.StoryAsync(home.Id));

        // Everything else goes on, and this stays as it is.
        await acs.SendAsync(HttpMethod.Post, $"{device}/operations?wait=30", new { type = "getValues", paths = new[] { "Device.DeviceInfo." } });
        Assert.That(model.Get($"{drop}Target"), Is.EqualTo("Accept"));
        var events = (await acs.GetAsync("events?limit=200"))!.Value.ToString();
        Assert.That(events, Does.Contain("firewall.drift"));

        await acs.SendAsync(HttpMethod.Post, $"{device}/firewall/repair");
        await Eventually.TrueAsync(() => Task.FromResult(model.Get($"{drop}Target") == "Drop"), "it drops again", () => acs.StoryAsync(home.Id));
        await acs.ConvergesAsync(home.Id);
    }

    private static async Task<(string State, string Reason)> ReasonAsync(TestAcs acs, string device)
    {
        var convergence = (await acs.GetAsync(device))!.Value.GetProperty("convergence");
        return (convergence.GetProperty("state").GetString()!, convergence.GetProperty("reason").GetString() ?? "");
    }

    private static List<string> Drops(DataModel model) =>
        [.. model.Read("Device.Firewall.Chain.").Where(r => r.Template.Name == "Target" && r.Value == "Drop").Select(r => r.Owner.Path)];
}
