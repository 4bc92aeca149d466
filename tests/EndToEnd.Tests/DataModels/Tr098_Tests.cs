using System.Net;
using CpeSimulator;
using CpeSimulator.DataModels;
using CpeSimulator.Lan;

namespace EndToEnd.Tests.DataModels;

/// <summary>A gateway with InternetGatewayDevice:1 is managed like any other: known by its facts, its hosts listed.</summary>
[TestFixture]
internal sealed class Tr098_Tests
{
    [Test]
    public async Task A_TR_098_gateway_is_known_with_its_version_and_its_hosts()
    {
        await using var acs = await TestAcs.StartAsync();
        await using var gateway = await TestGateway.StartAsync(
            acs,
            ManagementProtocol.Cwmp,
            new GatewayOptions { SerialNumber = "TR098-1", Profile = GatewayProfile.Tr098, LanNumber = 78 },
            g => g.Lan.Join(new LanHost("02:00:00:00:78:20", "printer", IPAddress.Parse("192.168.78.20"))));
        var path = $"devices/{Uri.EscapeDataString(gateway.Id)}";
        await Eventually.TrueAsync(
            async () => await acs.GetAsync($"{path}/hosts") is { } hosts && hosts.ToString().Contains("02:00:00:00:78:20", StringComparison.Ordinal),
            "the host of the gateway's LANDevice is listed",
            () => acs.StoryAsync(gateway.Id));
        var host = (await acs.GetAsync($"{path}/hosts"))!.Value.ToString();
        Assert.That(host, Does.Contain("printer").And.Contain("192.168.78.20"));
        var device = (await acs.GetAsync(path))!.Value;
        Assert.That(device.GetProperty("softwareVersion").GetString(), Is.Not.Empty);
        Assert.That(device.GetProperty("manufacturer").GetString(), Is.EqualTo(gateway.Gateway.Options.Manufacturer));
    }
}
