using CpeSimulator.Firmware;
using CpeSimulator.Streets;

namespace Acs.Demo;

/// <summary>The campaign that brings the outdated gateway up to date, ordered through the API as an operator would.</summary>
internal static class DemoCampaign
{
    public static async Task RunAsync(DemoApi api, Street street, string version, TextWriter output, CancellationToken cancellationToken)
    {
        var outdated = street.Outdated.Options;
        var device = $"{outdated.Oui}-{Uri.EscapeDataString(outdated.ProductClass)}-{Uri.EscapeDataString(outdated.SerialNumber)}";
        try
        {
            await WaitForAsync(api, device, cancellationToken);
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
                selection = new { deviceIds = (string[])[device] },
                change = new { type = "firmware", imageId = image },
                // Open all day: the demo does not wait for the night.
                windows = new[] { new { start = "00:00", end = "00:00" } },
            });
            var campaign = await api.PostAsync("campaigns", plan, cancellationToken);
            await api.PostAsync($"campaigns/{campaign}/start", null, cancellationToken);
            await output.WriteLineAsync($"campaign started: {outdated.SerialNumber} from {outdated.SoftwareVersion} to {version}");
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
