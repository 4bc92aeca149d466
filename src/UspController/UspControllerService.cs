using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using UspController.Agents;
using UspController.Agents.Errands;
using UspController.Mtp;
using UspController.Mtp.Embedded;
using UspController.Mtp.External;
using UspController.Mtp.WebSockets;
using UspController.Records;
using UspController.Sessions;
using UspController.Wire;

namespace UspController;

/// <summary>Runs the USP side: the transports, and the agents' sessions behind it.</summary>
internal sealed class UspControllerService(
    IOptions<UspOptions> options,
    UspEnrolment enrolment,
    IServiceProvider services,
    TimeProvider time,
    UspMetrics metrics,
    ILoggerFactory loggers) : IHostedService, IAsyncDisposable
{
    private static readonly TimeSpan Forgotten = TimeSpan.FromHours(1);

    private CancellationTokenSource? _stop;
    private Task _sweep = Task.CompletedTask;

    /// <summary>Null while it does not run.</summary>
    public AgentDirectory? Agents { get; private set; }

    /// <summary>The transports that run; none while the service does not.</summary>
    public IReadOnlyList<IMtp> Mtps { get; private set; } = [];

    /// <summary>The way to an agent: where it spoke last, else the first transport that knows one. Null: none does.</summary>
    public IAgentLink? Find(string endpointId) =>
        Agents?.Find(endpointId)?.Link ?? Mtps.Select(m => m.Find(endpointId)).FirstOrDefault(l => l is not null);

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        if (!options.Value.HasTransport)
        {
            return;
        }

        var own = options.Value.EndpointId;
        var credentials = services.GetRequiredService<IDeviceCredentials>();
        var context = new AgentContext(
            own, services.GetRequiredService<IConversations>(), credentials, time, AgentTiming.Default, metrics, loggers.CreateLogger<AgentActor>())
        {
            Subscriptions = [.. options.Value.Subscriptions.Select(WantedSubscription.Of)],
            Sessions = SessionPolicy.Of(options.Value.Session),
            Access = services.GetService<IAccessLog>(),
            Security = ExchangeSecurity.Read(options.Value.Security, time),
        };
        Agents = new AgentDirectory(context);
        var intake = new RecordIntake(new RecordReader(own, context.Sessions.Mode, context.Security.Verify), Agents, metrics, own, loggers.CreateLogger<RecordIntake>());
        Mtps = [.. Transports(Agents, intake, credentials)];
        foreach (var mtp in Mtps)
        {
            await mtp.StartAsync(cancellationToken);
        }

        _stop = new CancellationTokenSource();
        metrics.TellAgents(() => PresentAgents.Count(this, options.Value.StaleAfter));
        _sweep = SweepAsync(Agents, _stop.Token);
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        if (_stop is not null)
        {
            await _stop.CancelAsync();
            await _sweep;
            _stop.Dispose();
            _stop = null;
        }

        foreach (var mtp in Mtps)
        {
            await mtp.DisposeAsync();
        }

        Mtps = [];

        if (Agents is not null)
        {
            await Agents.DisposeAsync();
            Agents = null;
        }
    }

    public async ValueTask DisposeAsync() => await StopAsync(CancellationToken.None);

    private IEnumerable<IMtp> Transports(AgentDirectory agents, RecordIntake intake, IDeviceCredentials credentials)
    {
        var mqtt = options.Value.Mqtt;
        var numbers = new ConnectionNumbers();
        var wire = services.GetService<UspWire>();
        if (mqtt.Mode == UspMqttMode.Embedded)
        {
            var policy = new ConnectPolicy(
                mqtt.Bootstrap, enrolment.Value, credentials, mqtt.TlsAgents.Mode == UspAgentCertificateUse.Required, services.GetService<IAccessLog>());
            yield return new EmbeddedBroker(mqtt, policy, intake, agents, numbers, metrics, time, loggers.CreateLogger<EmbeddedBroker>()) { Wire = wire };
        }
        else if (mqtt.Mode == UspMqttMode.External)
        {
            yield return new ExternalBroker(mqtt, options.Value.EndpointId, intake, agents, numbers, time, loggers.CreateLogger<ExternalBroker>()) { Wire = wire };
        }

        if (options.Value.HasWebSocket)
        {
            var web = options.Value.WebSocket;
            var policy = new ConnectPolicy(
                web.Bootstrap, enrolment.Value, credentials, web.AgentCertificates.Mode == UspAgentCertificateUse.Required, services.GetService<IAccessLog>());
            yield return new WebSocketMtp(web, options.Value.EndpointId, policy, intake, agents, numbers, metrics, wire, time, loggers);
        }
    }

    private async Task SweepAsync(AgentDirectory agents, CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMinutes(1), time);
        try
        {
            while (await timer.WaitForNextTickAsync(cancellationToken))
            {
                // Whoever is stale is still known to be.
                await agents.SweepAsync(Forgotten > 2 * options.Value.StaleAfter ? Forgotten : 2 * options.Value.StaleAfter);
            }
        }
        catch (OperationCanceledException)
        {
            // Stopped.
        }
    }
}
