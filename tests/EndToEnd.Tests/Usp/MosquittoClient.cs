using System.Diagnostics;

namespace EndToEnd.Tests.Usp;

/// <summary>Mosquitto's command line clients: MQTT that was not written here.</summary>
internal static class MosquittoClient
{
    public const string Publish = "/usr/bin/mosquitto_pub";

    public const string Subscribe = "/usr/bin/mosquitto_sub";

    public static void Require()
    {
        if (!File.Exists(Publish) || !File.Exists(Subscribe))
        {
            Assert.Ignore($"There is no {Publish} or no {Subscribe} on this machine.");
        }
    }

    /// <summary>Runs to its end.</summary>
    public static async Task<(int Code, string Output)> RunAsync(string program, int port, params string[] arguments)
    {
        using var process = Start(program, port, arguments);
        var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        return (process.ExitCode, await output + await error);
    }

    public static Process Start(string program, int port, params string[] arguments) => Process.Start(
        new ProcessStartInfo(program, ["-h", "127.0.0.1", "-p", $"{port}", .. arguments])
        {
            UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true,
        })!;
}
