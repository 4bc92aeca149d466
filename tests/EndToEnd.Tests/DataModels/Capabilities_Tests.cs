using System.Text.Json;
using CpeSimulator;
using CpeSimulator.DataModels;

namespace EndToEnd.Tests.DataModels;

/// <summary>One order for every gateway: what it means in each one's data model is the server's matter.</summary>
[TestFixture]
internal sealed class Capabilities_Tests
{
    [TestCase(GatewayProfile.P4, ManagementProtocol.Cwmp)]
    [TestCase(GatewayProfile.P4, ManagementProtocol.Usp)]
    [TestCase(GatewayProfile.Tr098, ManagementProtocol.Cwmp)]
    public async Task A_network_is_named_and_secured_whatever_the_data_model(GatewayProfile profile, ManagementProtocol protocol)
    {
        await using var acs = await TestAcs.StartAsync(("Acs:Cwmp:ConnectionRequest:AllowedNetworks:0", "127.0.0.0/8"));
        var options = new GatewayOptions { SerialNumber = $"CAP-{profile}-{protocol}", Profile = profile };
        await using var gateway = await TestGateway.StartAsync(acs, protocol, options, g => AddNetwork(g.Model, profile));
        var device = $"devices/{Uri.EscapeDataString(gateway.Id)}";
        await Eventually.TrueAsync(async () => await acs.GetAsync(device) is not null, "the gateway is listed");

        await OrderAsync(acs, device, new
        {
            type = "setValues",
            values = new[]
            {
                new { capability = "wifi.networks.1.ssid", value = "blue" }, new { capability = "wifi.networks.1.passphrase", value = "correct horse battery" },
                new { capability = "wifi.networks.1.hidden", value = "true" }, new { capability = "wifi.networks.1.security", value = "open" },
            },
        });
        var (network, security) = profile == GatewayProfile.Tr098
            ? ("InternetGatewayDevice.LANDevice.1.WLANConfiguration.1.", "InternetGatewayDevice.LANDevice.1.WLANConfiguration.1.BeaconType")
            : ("Device.WiFi.SSID.1.", "Device.WiFi.AccessPoint.1.Security.ModeEnabled");
        Assert.That((gateway.Gateway.Model.Get($"{network}SSID"), gateway.Gateway.Model.Get(security)), Is.EqualTo(("blue", "None")));

        await OrderAsync(acs, device, new { type = "getValues", capabilities = new[] { "wifi.networks" } });
        var capabilities = await acs.SendAsync(HttpMethod.Get, $"{device}/capabilities");
        var values = capabilities.GetProperty("capabilities").EnumerateArray().Single(c => c.GetProperty("name").GetString() == "wifi.networks").GetProperty("rows")[0].GetProperty("values");
        Assert.That(
            new[] { "ssid", "security", "hidden", "passphrase" }.Select(n => values.GetProperty(n).GetString()), Is.EqualTo(["blue", "open", "true", ""]), capabilities.ToString());
        Assert.That(capabilities.GetProperty("diagnostics").EnumerateArray().Select(d => d.GetString()), Does.Contain("ping"));

        var refused = await OrderAsync(acs, device, new { type = "setValues", values = new[] { new { capability = "wifi.networks.9.ssid", value = "x" } } }, "failed");
        Assert.That(refused.GetProperty("fault").GetProperty("text").GetString(), Does.Contain("wifi.networks.9.ssid").And.Contain("has 1"));
    }

    private static void AddNetwork(DataModel model, GatewayProfile profile)
    {
        if (profile == GatewayProfile.Tr098)
        {
            model.AddOwn("InternetGatewayDevice.LANDevice.1.WLANConfiguration.", ("SSID", "factory"));
            return;
        }

        model.AddOwn("Device.WiFi.SSID.", ("SSID", "factory"));
        model.AddOwn("Device.WiFi.AccessPoint.", ("SSIDReference", "Device.WiFi.SSID.1"));
    }

    private static async Task<JsonElement> OrderAsync(TestAcs acs, string device, object request, string state = "succeeded")
    {
        var operation = await acs.SendAsync(HttpMethod.Post, $"{device}/operations?wait=60", request);
        Assert.That(operation.GetProperty("state").GetString(), Is.EqualTo(state), operation.ToString());
        return operation;
    }
}
