using System.Text.Json;
using CpeSimulator;
using CpeSimulator.DataModels;

namespace EndToEnd.Tests.Firmware;

/// <summary>Transfers of gateways that do not tell how they ended as TR-069 A.3.3.2 says, over the real file server.</summary>
[TestFixture]
internal sealed class Transfers_Tests
{
    [Test]
    public async Task A_firmware_download_whose_gateway_loses_the_key_has_succeeded()
    {
        await using var acs = await TestAcs.StartAsync();
        var (operation, gateway) = await DownloadAsync(acs, Faults.None with { LosesCommandKey = true });
        await using var _ = gateway;
        Assert.That(operation.GetProperty("result").GetProperty("bytes").GetInt64(), Is.GreaterThan(64 * 1024));
        Assert.That(operation.GetProperty("result").TryGetProperty("completedAt", out var at) && at.ValueKind == JsonValueKind.String, "by its TransferComplete");
    }

    [Test]
    public async Task A_firmware_download_whose_gateway_never_tells_has_succeeded_when_the_version_runs()
    {
        await using var acs = await TestAcs.StartAsync();
        var (operation, gateway) = await DownloadAsync(acs, Faults.None with { NeverSendsTransferComplete = true });
        await using var _ = gateway;
        Assert.That(operation.GetProperty("result").GetProperty("version").GetString(), Is.EqualTo("2.0.0"));
    }

    private static async Task<(JsonElement Operation, TestGateway Gateway)> DownloadAsync(TestAcs acs, Faults faults)
    {
        var gateway = await TestGateway.StartAsync(acs, ManagementProtocol.Cwmp, new GatewayOptions { SerialNumber = "TRANSFER1" }, g => g.Faults = faults);
        var path = $"devices/{Uri.EscapeDataString(gateway.Id)}";
        await Eventually.TrueAsync(async () => await acs.GetAsync(path) is not null, "the gateway is listed");
        var image = await Campaigns.UploadAsync(acs, "2.0.0");
        var ordered = await acs.SendAsync(HttpMethod.Post, $"{path}/operations", new { type = "download", imageId = image });
        JsonElement? last = null;
        await Eventually.TrueAsync(
            async () => (last = await acs.GetAsync($"operations/{ordered.GetProperty("id").GetString()}")) is { } o && o.GetProperty("state").GetString() == "succeeded",
            "the download succeeds",
            () => Task.FromResult($"{last}"));
        return (last!.Value, gateway);
    }
}
