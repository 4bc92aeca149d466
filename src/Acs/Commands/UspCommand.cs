using Acs.Hosting;
using Microsoft.Extensions.Options;
using UspController;

namespace Acs.Commands;

/// <summary>
/// <c>acs usp acl</c>: the access list that an ISP's Mosquitto needs for the configured topics. <c>acs usp role</c>: the role that
/// an agent must give this server.
/// </summary>
internal static class UspCommand
{
    private const string Wanted = "usp acl [--client-id] | usp role [--number N] [--json]";

    public static async Task<int> RunAsync(string[] args, TextWriter output, TextWriter error)
    {
        var settings = args.Where(a => a.StartsWith("--Acs:", StringComparison.OrdinalIgnoreCase)).ToArray();
        var rest = args.Except(settings, StringComparer.Ordinal).ToList();
        if (rest is ["role", .. var options])
        {
            return await RoleText.WriteAsync(options, output, error);
        }

        if (rest is not (["acl"] or ["acl", "--client-id"]))
        {
            await error.WriteLineAsync("usage: acs " + Wanted);
            return CommandLine.WrongUsage;
        }

        try
        {
            await using var app = AcsServer.Build(settings);
            var mqtt = app.Services.GetRequiredService<IOptions<UspOptions>>().Value.Mqtt;
            await output.WriteAsync(MosquittoAcl.Text(mqtt, mqtt.User, byClientId: rest.Count == 2));
            return CommandLine.Done;
        }
        catch (StartException e)
        {
            await StartReport.WriteAsync(e, error);
            return CommandLine.Failed;
        }
    }
}
