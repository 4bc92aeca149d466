using Acs.Demo;
using Acs.Hosting;

namespace Acs.Commands;

/// <summary>The server on a temporary data directory with a simulated street of homes, for looking and trying.</summary>
internal static class DemoCommand
{
    public static async Task<int> RunAsync(string[] args, TextWriter output, TextWriter error, CancellationToken cancellationToken)
    {
        var directory = Directory.CreateTempSubdirectory("acs-demo-");
        try
        {
            await using var story = new StoppableWriter(output);
            await using var street = await DemoStreet.PrepareAsync(directory.FullName, story);
            // Weaker than what the person gave by environment or command line.
            var overlay = new Dictionary<string, string?>(street.Configuration, StringComparer.Ordinal)
            {
                ["Acs:DataDirectory"] = directory.FullName,
            };
            await using var server = await AcsServer.StartAsync(args, overlay, cancellationToken: cancellationToken);
            await StartReport.WriteAsync(server, output);
            await output.WriteLineAsync($"\nThe street wakes up. Look at {server.Addresses.Web} while it comes under management:");
            // A street whose server goes away complains at every door.
            await using var quiet = server.Stopping.Register(story.Stop);
            await street.StartAsync(
                server.Addresses.Web, server.Addresses.Cwmp, server.Addresses.Mqtt.Host, server.Addresses.Mqtt.Port,
                server.AdminKey ?? throw new StartException(["Acs:AdminKey: this data directory has a key already; give it, so that the demo can use the API."]),
                cancellationToken);
            await server.WaitForShutdownAsync(cancellationToken);
            return CommandLine.Done;
        }
        catch (StartException e)
        {
            await StartReport.WriteAsync(e, error);
            return CommandLine.Failed;
        }
        finally
        {
            Forget(directory);
        }
    }

    private static void Forget(DirectoryInfo directory)
    {
        try
        {
            directory.Delete(recursive: true);
        }
        catch (IOException)
        {
            // Temporary: the machine clears it, if not we.
        }
    }
}
