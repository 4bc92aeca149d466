using CpeSimulator;
using CpeSimulator.DataModels;

namespace EndToEnd.Tests.Firmware;

/// <summary>A campaign brings an image to real (simulated) gateways over both protocols, and believes only the version that they report afterwards.</summary>
[TestFixture]
internal sealed class Campaign_Tests
{
    [Test]
    public async Task A_campaign_updates_gateways_over_both_protocols_and_leaves_others_alone()
    {
        await using var acs = await TestAcs.StartAsync();
        await using var cwmp = await TestGateway.StartAsync(acs, ManagementProtocol.Cwmp, new GatewayOptions { SerialNumber = "FW-CWMP" });
        await using var usp = await TestGateway.StartAsync(acs, ManagementProtocol.Usp, new GatewayOptions { SerialNumber = "FW-USP" });
        await using var other = await TestGateway.StartAsync(acs, ManagementProtocol.Cwmp, new GatewayOptions { SerialNumber = "FW-OTHER", ProductClass = "Other" });
        await ListedAsync(acs, 3);

        var image = await Campaigns.UploadAsync(acs, "2.0.0");
        var campaign = await Campaigns.StartAsync(acs, image, "productClass:SimGate");
        var ended = await Campaigns.EndsAsync(acs, campaign);

        Assert.That(ended.GetProperty("state").GetString(), Is.EqualTo("finished"), ended.ToString());
        Assert.That(ended.GetProperty("counts").GetProperty("succeeded").GetInt32(), Is.EqualTo(2), ended.ToString());
        Assert.That(cwmp.Gateway.SoftwareVersion, Is.EqualTo("2.0.0"));
        Assert.That(usp.Gateway.SoftwareVersion, Is.EqualTo("2.0.0"));
        Assert.That(other.Gateway.SoftwareVersion, Is.EqualTo("1.0.0"));
        Assert.That((cwmp.Gateway.Counters.Reboots, usp.Gateway.Counters.Reboots), Is.EqualTo((1L, 1L)), "one reboot each");
    }

    [TestCase(ManagementProtocol.Cwmp)]
    [TestCase(ManagementProtocol.Usp)]
    public async Task An_image_that_arrives_damaged_has_failed_and_the_gateway_keeps_its_version(ManagementProtocol protocol)
    {
        await using var acs = await TestAcs.StartAsync();
        await using var gateway = await TestGateway.StartAsync(
            acs, protocol, new GatewayOptions { SerialNumber = "FW-BAD" }, g => g.Faults = Faults.None with { CorruptsFirmware = true });
        await ListedAsync(acs, 1);
        var campaign = await Campaigns.StartAsync(acs, await Campaigns.UploadAsync(acs, "2.0.0"), "serial:FW-BAD");
        var ended = await Campaigns.EndsAsync(acs, campaign);
        Assert.That(ended.GetProperty("counts").GetProperty("succeeded").GetInt32(), Is.Zero, ended.ToString());
        Assert.That(ended.GetProperty("counts").GetProperty("failed").GetInt32(), Is.EqualTo(1), ended.ToString());
        Assert.That(gateway.Gateway.SoftwareVersion, Is.EqualTo("1.0.0"));
    }

    private static Task ListedAsync(TestAcs acs, int devices) =>
        Eventually.TrueAsync(async () => (await acs.DevicesAsync()).Count == devices, $"{devices} devices are listed");
}
