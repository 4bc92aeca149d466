using System.Net;
using System.Text.Json;
using CpeSimulator;
using CpeSimulator.DataModels;
using CpeSimulator.Firmware;
using CpeSimulator.Lan;
using CpeSimulator.Manufacturer;
using Databases;
using Hangfire;
using Hangfire.PostgreSql;
using Microsoft.Extensions.DependencyInjection;

namespace EndToEnd.Tests.Nodes;

/// <summary>The whole server on PostgreSQL, as an ISP runs it: one node, and two that share the database and the data directory.</summary>
[TestFixture]
internal sealed class PostgreSql_Tests
{
    [Test]
    public async Task A_gateway_comes_its_hosts_get_their_rules_and_a_campaign_its_firmware()
    {
        var database = PostgreSqlCluster.NewDatabase();
        await using var maker = await SimulatedManufacturer.StartAsync();
        maker.Replace("camera", [new MudRule("cloud", "dns:cloud.lumen.example", "tcp", 443)]);
        using var anchors = new AnchorFile(maker.AuthorityPem);
        await using var acs = await TestAcs.StartAsync([
            .. On(database),
            ("Acs:Mud:AllowPrivateAddresses", "true"),
            ("Acs:Mud:TlsAnchors:0", anchors.Path),
            ("Acs:Mud:TrustAnchors:0", anchors.Path),
            ("Acs:Mud:Names:cloud.lumen.example", "203.0.113.10")]);
        await using var gateway = await TestGateway.StartAsync(
            acs,
            ManagementProtocol.Cwmp,
            new GatewayOptions { SerialNumber = "PG-1", Profile = GatewayProfile.P2 },
            g => g.Lan.Join(new LanHost("02:00:00:00:01:20", "camera", IPAddress.Parse("192.168.1.20")) { MudUrl = maker.UrlOf("camera").AbsoluteUri }));

        await Eventually.TrueAsync(
            () => Task.FromResult(gateway.Gateway.Model.Read("Device.Firewall.").Any(p => p.Value == "443")),
            "a rule for the camera's cloud is on the gateway",
            () => acs.StoryAsync(gateway.Id));
        await acs.ConvergesAsync(gateway.Id);

        await UpdatesAsync(acs, gateway, "PG-1");
        Assert.That(acs.Services.GetRequiredService<JobStorage>(), Is.InstanceOf<PostgreSqlStorage>());
        Assert.That(acs.Services.GetRequiredService<JobStorage>().GetMonitoringApi().SucceededListCount(), Is.Positive, "jobs ran from the database's queue");
    }

    [TestCase(ManagementProtocol.Cwmp)]
    [TestCase(ManagementProtocol.Usp)]
    public async Task What_is_ordered_at_one_node_is_done_by_a_session_at_the_other(ManagementProtocol protocol)
    {
        var database = PostgreSqlCluster.NewDatabase();
        await using var b = await TestAcs.StartAsync(On(database));
        await using var a = await TestAcs.StartAsync([.. On(database), ("Acs:DataDirectory", b.DataDirectory)]);
        await using var gateway = await TestGateway.StartAsync(b, protocol, new GatewayOptions { SerialNumber = $"TWO-{protocol}" });
        await Eventually.TrueAsync(async () => await a.ConvergenceAsync(gateway.Id) is "unmanaged" or "converged", "node A knows the gateway of node B", () => a.StoryAsync(gateway.Id));

        var device = $"devices/{Uri.EscapeDataString(gateway.Id)}";
        foreach (var value in (string[])["one", "two", "three"])
        {
            // Again and again: by then the gateway is quiet at node B, which must hear of it.
            var ended = await a.SendAsync(HttpMethod.Post, $"{device}/operations?wait=60", new
            {
                type = "setValues",
                values = new[] { new { path = "Device.DeviceInfo.ProvisioningCode", value } },
            });
            Assert.That(ended.GetProperty("state").GetString(), Is.EqualTo("succeeded"), $"{ended} {await a.StoryAsync(gateway.Id)}");
            Assert.That(gateway.Gateway.Model.Get("Device.DeviceInfo.ProvisioningCode"), Is.EqualTo(value));
        }
    }

    private static (string, string?)[] On(string database) =>
        [("Acs:Database:Provider", "PostgreSql"), ("Acs:Database:ConnectionString", database)];

    private static async Task UpdatesAsync(TestAcs acs, TestGateway gateway, string serial)
    {
        using var form = new MultipartFormDataContent
        {
            { new StringContent("2.0.0"), "version" },
            { new StringContent("SimGate"), "productClass" },
            { new ByteArrayContent(SimFirmware.Create("2.0.0")), "file", "simgate-2.0.0.bin" },
        };
        using var response = await acs.Api.PostAsync(new Uri("firmware/images", UriKind.Relative), form);
        var image = JsonSerializer.Deserialize<JsonElement>(await response.Content.ReadAsStringAsync()).GetProperty("id").GetString();
        var campaign = await acs.SendAsync(HttpMethod.Post, "campaigns", new { name = "pg", selection = $"serial:{serial}", change = new { type = "firmware", imageId = image } });
        await acs.SendAsync(HttpMethod.Post, $"campaigns/{campaign.GetProperty("id").GetString()}/start");
        await Eventually.TrueAsync(
            async () => (await acs.GetAsync($"campaigns/{campaign.GetProperty("id").GetString()}"))!.Value.GetProperty("counts").GetProperty("succeeded").GetInt32() == 1,
            "the campaign succeeds",
            () => acs.StoryAsync(gateway.Id));
        Assert.That(gateway.Gateway.SoftwareVersion, Is.EqualTo("2.0.0"));
    }
}
