using CpeSimulator.Firmware;
using CpeSimulator.Streets;

namespace Acs.Demo;

/// <summary>
/// The campaign that brings the outdated gateways up to date, ordered through the API as an operator would. Rings and spread make it
/// last for some turns of the minute: who opens its page meanwhile sees it run, and gateways between two turns are converged.
/// </summary>
internal static class DemoCampaign
{
    public static async Task RunAsync(DemoApi api, Street street, string version, TextWriter output, CancellationToken cancellationToken)
    {
        var outdated = street.Outdated[0].Options;
        string[] devices = [.. street.Outdated.Select(g => $"{g.Options.Oui}-{Uri.EscapeDataString(g.Options.ProductClass)}-{Uri.EscapeDataString(g.Options.SerialNumber)}")];
        try
        {
            foreach (var device in devices)
            {
                await WaitForAsync(api, device, cancellationToken);
            }

            using var form = new MultipartFormDataContent
            {
                { new StringContent(version), "version" },
                { new StringContent(outdated.Oui), "oui" },
                { new StringContent(outdated.ProductClass), "productClass" },
                { new ByteArrayContent(SimFirmware.Create(version)), "file", $"simgate-{version}.bin" },
            };
            var image = await api.PostAsync("firmware/images", form, cancellationToken);
            using var plan = JsonContent.Create(new
            {
                name = $"SimGate {version} for everybody who is behind",
                selection = new { deviceIds = devices },
                change = new { type = "firmware", imageId = image },
                // Open all day: the demo does not wait for the night.
                windows = new[] { new { start = "00:00", end = "00:00" } },
                rings = new object[] { new { name = "one to begin with", count = 1 }, new { name = "everybody else" } },
                spreadMinutes = 1,
            });
            var campaign = await api.PostAsync("campaigns", plan, cancellationToken);
            await api.PostAsync($"campaigns/{campaign}/start", null, cancellationToken);
            await output.WriteLineAsync($"campaign started: {devices.Length} gateways from {outdated.SoftwareVersion} to {version}");
        }
        catch (HttpRequestException e)
        {
            // The street goes on without it; the person sees why.
            await output.WriteLineAsync("campaign could not be started: " + e.Message);
        }
    }

    private static async Task WaitForAsync(DemoApi api, string device, CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(500));
        for (var tries = 0; tries < 120 && !await api.ExistsAsync("devices/" + device, cancellationToken); tries++)
        {
            await timer.WaitForNextTickAsync(cancellationToken);
        }
    }
}
