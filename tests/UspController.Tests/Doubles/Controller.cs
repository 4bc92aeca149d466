using System.Net;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Provisioning.Conversations;
using Provisioning.Devices;
using UspController.Mtp.Embedded;
using UspController.Mtp.External;
using UspController.Mtp.WebSockets;

namespace UspController.Tests.Doubles;

/// <summary>The whole USP controller as a host has it, on a free port.</summary>
internal sealed class Controller : IAsyncDisposable
{
    private readonly ServiceProvider _services;

    private readonly Failures _failures;

    private Controller(ServiceProvider services, Failures failures) => (_services, _failures) = (services, failures);

    public ScriptedConversations Script { get; } = new();

    public Credentials Credentials { get; } = new();

    /// <summary>Who was kept out.</summary>
    public Attempts Attempts { get; } = new();

    public int Port => Service.Mtps.OfType<EmbeddedBroker>().Single().EndPoint!.Port;

    public int TlsPort => Service.Mtps.OfType<EmbeddedBroker>().Single().SecureEndPoint!.Port;

    /// <summary>Where agents call over WebSocket.</summary>
    public Uri WebSocket => new UriBuilder(Service.Mtps.OfType<WebSocketMtp>().Single().Address!) { Scheme = WebSocketScheme, Path = "/usp" }.Uri;

    private string WebSocketScheme => Service.Mtps.OfType<WebSocketMtp>().Single().Address!.Scheme == "https" ? "wss" : "ws";

    public bool IsConnected => Service.Mtps is [ExternalBroker { IsConnected: true }, ..];

    public IEnumerable<string> Warnings => _failures.Warnings;

    public IAgentPresence Presence => _services.GetRequiredService<IAgentPresence>();

    public IWaker Waker => _services.GetRequiredService<IWaker>();

    private UspControllerService Service => _services.GetRequiredService<UspControllerService>();

    public static async Task<Controller> StartAsync(params (string Key, string Value)[] settings)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(
            new Dictionary<string, string?>
            {
                ["Acs:Enrolment"] = "Open",
                ["Acs:Usp:Mqtt:Port"] = "0",
                ["Acs:Usp:Mqtt:Address"] = IPAddress.Loopback.ToString(),
                ["Acs:Usp:WebSocket:Address"] = IPAddress.Loopback.ToString(),
                ["Acs:Usp:WebSocket:Port"] = "0",
            }
            .Concat(settings.Select(s => new KeyValuePair<string, string?>(s.Key, s.Value)))
            .GroupBy(s => s.Key).ToDictionary(g => g.Key, g => g.Last().Value)).Build();
        var services = new ServiceCollection();
        var failures = new Failures();
        services.AddLogging(logging => logging.AddProvider(failures));
        services.AddUspController(configuration);
        Controller? controller = null;
        services.AddSingleton<IConversations>(_ => controller!.Script);
        services.AddSingleton<IDeviceCredentials>(_ => controller!.Credentials);
        services.AddSingleton<IAccessLog>(_ => controller!.Attempts);
        controller = new Controller(services.BuildServiceProvider(), failures);
        await controller.Service.StartAsync(CancellationToken.None);
        return controller;
    }

    /// <summary>With WebSocket only.</summary>
    public static Task<Controller> StartWebSocketAsync(params (string Key, string Value)[] settings) =>
        StartAsync([("Acs:Usp:Mqtt:Mode", "Off"), ("Acs:Usp:WebSocket:Enabled", "true"), .. settings]);

    /// <summary>Nothing that a test does may bring about an exception inside, even one that is survived.</summary>
    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        Assert.That(_failures.Seen, Is.Empty);
    }
}
