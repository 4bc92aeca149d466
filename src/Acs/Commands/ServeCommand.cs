using Acs.Hosting;

namespace Acs.Commands;

/// <summary>Runs the server until it is told to stop.</summary>
internal static class ServeCommand
{
    public static async Task<int> RunAsync(string[] args, TextWriter output, TextWriter error, CancellationToken cancellationToken)
    {
        try
        {
            await using var server = await AcsServer.StartAsync(args, cancellationToken: cancellationToken);
            await StartReport.WriteAsync(server, output);
            await server.WaitForShutdownAsync(cancellationToken);
            return CommandLine.Done;
        }
        catch (StartException e)
        {
            await StartReport.WriteAsync(e, error);
            return CommandLine.Failed;
        }
    }
}
