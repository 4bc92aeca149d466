using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using UspController.Agents;
using UspController.Mtp;
using UspController.Mtp.Embedded;
using UspController.Mtp.External;
using UspController.Records;
using UspController.Wire;

namespace UspController;

/// <summary>Runs the USP side: the transport, and the agents' sessions behind it.</summary>
internal sealed class UspControllerService(
    IOptions<UspOptions> options,
    UspEnrolment enrolment,
    IServiceProvider services,
    TimeProvider time,
    UspMetrics metrics,
    ILoggerFactory loggers) : IHostedService, IAsyncDisposable
{
    private CancellationTokenSource? _stop;
    private Task _sweep = Task.CompletedTask;

    /// <summary>Null while it does not run.</summary>
    public AgentDirectory? Agents { get; private set; }

    public IMtp? Mtp { get; private set; }

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        var mqtt = options.Value.Mqtt;
        if (mqtt.Mode == UspMqttMode.Off)
        {
            return;
        }

        var own = options.Value.EndpointId;
        var credentials = services.GetRequiredService<IDeviceCredentials>();
        var context = new AgentContext(
            own, services.GetRequiredService<IConversations>(), credentials, time, AgentTiming.Default, metrics, loggers.CreateLogger<AgentActor>());
        Agents = new AgentDirectory(context);
        var intake = new RecordIntake(new RecordReader(own), Agents, metrics, own, loggers.CreateLogger<RecordIntake>());
        Mtp = mqtt.Mode == UspMqttMode.Embedded
            ? new EmbeddedBroker(
                mqtt,
                new ConnectPolicy(
                    mqtt.Bootstrap, enrolment.Value, credentials, mqtt.TlsAgents.Mode == UspAgentCertificateUse.Required),
                intake,
                Agents,
                metrics,
                time,
                loggers.CreateLogger<EmbeddedBroker>()) { Wire = services.GetService<UspWire>() }
            : new ExternalBroker(mqtt, own, intake, time, loggers.CreateLogger<ExternalBroker>()) { Wire = services.GetService<UspWire>() };
        await Mtp.StartAsync(cancellationToken);
        _stop = new CancellationTokenSource();
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

        if (Mtp is not null)
        {
            await Mtp.DisposeAsync();
            Mtp = null;
        }

        if (Agents is not null)
        {
            await Agents.DisposeAsync();
            Agents = null;
        }
    }

    public async ValueTask DisposeAsync() => await StopAsync(CancellationToken.None);

    private async Task SweepAsync(AgentDirectory agents, CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMinutes(1), time);
        try
        {
            while (await timer.WaitForNextTickAsync(cancellationToken))
            {
                await agents.SweepAsync();
            }
        }
        catch (OperationCanceledException)
        {
            // Stopped.
        }
    }
}
