using Acs.Demo;
using Acs.Hosting;

namespace EndToEnd.Tests.Demo;

/// <summary>The demo as <c>acs demo</c> runs it, in this process.</summary>
internal sealed class RunningDemo : IAsyncDisposable
{
    public const string AdminKey = "the-demos-administrators-key";

    private readonly DirectoryInfo _directory;
    private readonly AcsServer _server;
    private readonly StringWriter _story;

    private RunningDemo(DirectoryInfo directory, AcsServer server, DemoStreet street, StringWriter story) =>
        (_directory, _server, Street, _story) = (directory, server, street, story);

    public DemoStreet Street { get; }

    public Uri Web => _server.Addresses.Web;

    /// <summary>What it printed so far.</summary>
    public string Story
    {
        get
        {
            lock (_story)
            {
                return _story.ToString();
            }
        }
    }

    public static async Task<RunningDemo> StartAsync()
    {
        var directory = Directory.CreateTempSubdirectory("acs-demo-test-");
        var story = new StringWriter();
        var output = TextWriter.Synchronized(story);
        var street = await DemoStreet.PrepareAsync(directory.FullName, output);
        var server = await AcsServer.StartAsync(
            [
                $"--Acs:DataDirectory={directory.FullName}", $"--Acs:AdminKey={AdminKey}", "--Acs:Cwmp:Url=http://127.0.0.1:0", "--Acs:Web:Url=http://127.0.0.1:0",
                $"--Acs:Files:Url=http://127.0.0.1:{TestAcs.FreePort()}", $"--Acs:Usp:Mqtt:Port={TestAcs.FreePort()}", "--Logging:LogLevel:Default=Warning",
            ],
            street.Configuration);
        var demo = new RunningDemo(directory, server, street, story);
        await street.StartAsync(server.Addresses.Web, server.Addresses.Cwmp, server.Addresses.Mqtt.Host, server.Addresses.Mqtt.Port, AdminKey, CancellationToken.None);
        return demo;
    }

    public async ValueTask DisposeAsync()
    {
        await Street.DisposeAsync();
        await _server.StopAsync();
        await _server.DisposeAsync();
        _directory.Delete(recursive: true);
    }
}
