using System.Text.Json;
using CpeSimulator.Firmware;

namespace EndToEnd.Tests.Firmware;

/// <summary>Images and campaigns by the REST interface.</summary>
internal static class Campaigns
{
    public static async Task<string> UploadAsync(TestAcs acs, string version)
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

    public static async Task<string> StartAsync(TestAcs acs, string imageId, string selection)
    {
        var campaign = await acs.SendAsync(HttpMethod.Post, "campaigns", new
        {
            name = $"To {imageId}",
            selection,
            change = new { type = "firmware", imageId },
            retries = 0,
        });
        var id = campaign.GetProperty("id").GetString()!;
        await acs.SendAsync(HttpMethod.Post, $"campaigns/{id}/start");
        return id;
    }

    public static async Task<JsonElement> EndsAsync(TestAcs acs, string id)
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
