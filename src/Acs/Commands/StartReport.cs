using Acs.Hosting;

namespace Acs.Commands;

/// <summary>What an administrator reads on the terminal after a start, or instead of one.</summary>
internal static class StartReport
{
    public static async Task WriteAsync(AcsServer server, TextWriter output)
    {
        var addresses = server.Addresses;
        await output.WriteLineAsync(
            $"""

             The server runs.
               CPEs (TR-069)       {addresses.Cwmp}
               agents (TR-369)     {addresses.Mqtt}
               files               {addresses.Files}
               pages and API       {addresses.Web}   (metrics at /metrics, OpenAPI at /openapi/v1.json)
               data                {addresses.Data}

             """);
        if (server.NewAdminKey is { } key)
        {
            await output.WriteLineAsync($"The administrator's key, shown this once: {key}\n");
        }

        await output.WriteLineAsync(
            $"Next: open {addresses.Web} and enter the key; point a gateway's management URL at the CPEs' address.\n" +
            "An unknown gateway waits in quarantine until it is approved, unless Acs:Enrolment says otherwise. Ctrl+C stops.");
        await output.FlushAsync();
    }

    public static async Task WriteAsync(StartException failure, TextWriter error)
    {
        await error.WriteLineAsync("The server cannot start:");
        foreach (var line in failure.Errors)
        {
            await error.WriteLineAsync($"  {line}");
        }
    }
}
