using System.Collections.Concurrent;
using System.Globalization;
using CpeSimulator;
using CpeSimulator.DataModels;

namespace EndToEnd.Tests.Firmware;

/// <summary>Firmware over USP: the window that the agent keeps, its word of a transfer, and how far it is.</summary>
[TestFixture]
internal sealed class UspFirmware_Tests
{
    [Test]
    public async Task The_campaign_s_window_goes_to_the_agent_and_TransferComplete_alone_is_proof()
    {
        await using var acs = await TestAcs.StartAsync();
        var told = new ConcurrentQueue<string>();
        await using var gateway = await TestGateway.StartAsync(
            acs, ManagementProtocol.Usp, new GatewayOptions { SerialNumber = "FW-WINDOW" }, g =>
            {
                g.News += news => told.Enqueue(news.Text);
                g.Faults = Faults.None with { LosesOperationComplete = true };
            });
        await acs.ServesAsync(gateway.Id);
        var now = TimeProvider.System.GetUtcNow();
        var campaign = await acs.SendAsync(HttpMethod.Post, "campaigns", new
        {
            name = "Window",
            selection = "serial:FW-WINDOW",
            change = new { type = "firmware", imageId = await Campaigns.UploadAsync(acs, "2.0.0") },
            retries = 0,
            timeZone = "Etc/UTC",
            windows = (object[])[new { days = (string[])["daily"], start = At(now.AddHours(-2)), end = At(now.AddHours(2)) }],
        });
        var id = campaign.GetProperty("id").GetString()!;
        await acs.SendAsync(HttpMethod.Post, $"campaigns/{id}/start");
        var ended = await Campaigns.EndsAsync(acs, id);

        Assert.That(ended.GetProperty("counts").GetProperty("succeeded").GetInt32(), Is.EqualTo(1), ended.ToString());
        Assert.That(gateway.Gateway.SoftwareVersion, Is.EqualTo("2.0.0"));
        var order = told.Single(t => t.StartsWith("is to start ", StringComparison.Ordinal));
        Assert.That(order, Does.Contain(" between 0 and ").And.EndsWith(" s (Immediately)"));
        Assert.That(int.Parse(order.Split(' ')[^3], CultureInfo.InvariantCulture), Is.InRange(7000, 7260), "the rest of the window, in seconds");
        var transfer = (await TransfersAsync(acs, gateway.Id)).Single();
        Assert.That(transfer.GetProperty("end").GetString(), Does.StartWith("Complete (CommandKey)"));
    }

    [Test]
    public async Task What_the_agent_says_of_the_image_is_the_transfer_s_progress()
    {
        await using var acs = await TestAcs.StartAsync(("Acs:Files:MaxBytesPerSecond", "20000"));
        await using var gateway = await TestGateway.StartAsync(
            acs, ManagementProtocol.Usp, new GatewayOptions { SerialNumber = "FW-PROGRESS", ValueChangePolling = TimeSpan.FromMilliseconds(100) });
        await acs.ServesAsync(gateway.Id);
        var seen = new HashSet<string?>();
        var campaign = await Campaigns.StartAsync(acs, await Campaigns.UploadAsync(acs, "2.0.0"), "serial:FW-PROGRESS");
        await Eventually.TrueAsync(
            async () =>
            {
                foreach (var transfer in await TransfersAsync(acs, gateway.Id))
                {
                    seen.Add(transfer.GetProperty("progress").GetString());
                }

                return seen.Contains("Downloading");
            },
            "it says that it downloads", () => acs.StoryAsync(gateway.Id));
        var ended = await Campaigns.EndsAsync(acs, campaign);
        Assert.That(ended.GetProperty("counts").GetProperty("succeeded").GetInt32(), Is.EqualTo(1), ended.ToString());
        Assert.That((await TransfersAsync(acs, gateway.Id)).Single().GetProperty("endedAt").GetString(), Is.Not.Null);
    }

    private static async Task<IReadOnlyList<System.Text.Json.JsonElement>> TransfersAsync(TestAcs acs, string id) =>
        await acs.GetAsync($"devices/{Uri.EscapeDataString(id)}/transfers") is { } transfers
            ? [.. (transfers.ValueKind == System.Text.Json.JsonValueKind.Array ? transfers : transfers.GetProperty("items")).EnumerateArray()]
            : [];

    private static string At(DateTimeOffset at) => at.ToString("HH:mm", CultureInfo.InvariantCulture);
}
