using System.Text.Json;
using CpeSimulator;
using CpeSimulator.DataModels;
using CpeSimulator.Firmware;

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

        var image = await UploadAsync(acs, "2.0.0");
        var campaign = await StartCampaignAsync(acs, image, "productClass:SimGate");
        var ended = await EndsAsync(acs, campaign);

        Assert.That(ended.GetProperty("state").GetString(), Is.EqualTo("finished"), ended.ToString());
        Assert.That(ended.GetProperty("counts").GetProperty("succeeded").GetInt32(), Is.EqualTo(2), ended.ToString());
        Assert.That(cwmp.Gateway.SoftwareVersion, Is.EqualTo("2.0.0"));
        Assert.That(usp.Gateway.SoftwareVersion, Is.EqualTo("2.0.0"));
        Assert.That(other.Gateway.SoftwareVersion, Is.EqualTo("1.0.0"));
        Assert.That((cwmp.Gateway.Counters.Reboots, usp.Gateway.Counters.Reboots), Is.EqualTo((1L, 1L)), "one reboot each");
    }

    [TestCase(ManagementProtocol.Cwmp)]
    [TestCase(ManagementProtocol.Usp)]
    public async Task A_gateway_that_keeps_its_old_version_has_failed_whatever_it_promised(ManagementProtocol protocol)
    {
        await using var acs = await TestAcs.StartAsync(("Acs:Campaigns:VerificationTimeout", "00:00:05"));
        await using var gateway = await TestGateway.StartAsync(
            acs, protocol, new GatewayOptions { SerialNumber = "FW-LIES" }, g => g.Faults = Faults.None with { KeepsOldFirmware = true });
        await ListedAsync(acs, 1);
        var campaign = await StartCampaignAsync(acs, await UploadAsync(acs, "2.0.0"), "serial:FW-LIES");
        var ended = await EndsAsync(acs, campaign);
        Assert.That(ended.GetProperty("counts").GetProperty("succeeded").GetInt32(), Is.Zero, ended.ToString());
        Assert.That(ended.GetProperty("counts").GetProperty("failed").GetInt32(), Is.EqualTo(1), ended.ToString());
    }

    private static Task ListedAsync(TestAcs acs, int devices) =>
        Eventually.TrueAsync(async () => (await acs.DevicesAsync()).Count == devices, $"{devices} devices are listed");

    private static async Task<string> UploadAsync(TestAcs acs, string version)
    {
        using var form = new MultipartFormDataContent
        {
            { new StringContent(version), "version" },
            { new StringContent("SimGate"), "productClass" },
            { new ByteArrayContent(SimFirmware.Create(version)), "file", $"simgate-{version}.bin" },
        };
        using var response = await acs.Api.PostAsync(new Uri("firmware/images", UriKind.Relative), form);
        var text = await response.Content.ReadAsStringAsync();
        Assert.That(response.IsSuccessStatusCode, Is.True, text);
        return JsonSerializer.Deserialize<JsonElement>(text).GetProperty("id").GetString()!;
    }

    private static async Task<string> StartCampaignAsync(TestAcs acs, string imageId, string selection)
    {
        var campaign = await acs.SendAsync(HttpMethod.Post, "campaigns", new
        {
            name = $"To {imageId}",
            selection,
            change = new { type = "firmware", imageId },
        });
        var id = campaign.GetProperty("id").GetString()!;
        await acs.SendAsync(HttpMethod.Post, $"campaigns/{id}/start");
        return id;
    }

    private static async Task<JsonElement> EndsAsync(TestAcs acs, string id)
    {
        JsonElement last = default;
        await Eventually.TrueAsync(
            async () =>
            {
                last = (await acs.GetAsync($"campaigns/{id}"))!.Value;
                return last.GetProperty("state").GetString() is "finished" or "paused" or "cancelled";
            },
            "the campaign ends",
            async () => $"{last} {await acs.GetAsync($"campaigns/{id}/targets")}");
        return last;
    }
}
