using System.Globalization;
using CpeSimulator.Cwmp;
using CpeSimulator.DataModels;
using CpeSimulator.Lan;
using CpeSimulator.Manufacturer;

namespace CpeSimulator.Streets;

/// <summary>
/// Homes that call one ACS: half by CWMP and half by USP, with firewalls of every capability level from P1 to P4, one host
/// that misbehaves and, at the end of the street, gateways with an outdated firmware.
/// </summary>
public sealed class Street : IAsyncDisposable
{
    private static readonly GatewayProfile[] s_profiles = [GatewayProfile.P4, GatewayProfile.P3, GatewayProfile.P2, GatewayProfile.P1];

    private readonly CancellationTokenSource _stop = new();
    private readonly ConnectionRequestListener _requests;
    private readonly StreetOptions _options;
    private readonly TimeProvider _clock;
    private Task _living = Task.CompletedTask;

    private Street(StreetOptions options, ConnectionRequestListener requests, TimeProvider clock)
    {
        _options = options;
        _requests = requests;
        _clock = clock;
    }

    /// <summary>What happens in the homes; from any thread.</summary>
    public event Action<GatewayNews>? News;

    public IReadOnlyList<Gateway> Gateways { get; private set; } = [];

    /// <summary>The gateways that run <see cref="StreetOptions.OutdatedVersion"/> at the start.</summary>
    public IReadOnlyList<Gateway> Outdated => [.. Gateways.TakeLast(_options.Outdated)];

    /// <summary>The home whose host tries what its MUD file forbids, and that host.</summary>
    public (Gateway Home, LanHost Host) Misbehaving =>
        Gateways.SelectMany(g => g.Lan.Hosts.Select(h => (g, h))).First(p => p.h.Behaviour == HostBehaviour.Misbehaving);

    /// <summary>Builds the homes; nobody calls before <see cref="Start"/>.</summary>
    /// <param name="makers">Where the MUD files are; null: hosts announce none.</param>
    public static async Task<Street> CreateAsync(StreetOptions options, SimulatedManufacturer? makers, TimeProvider? clock = null)
    {
        var street = new Street(options, await ConnectionRequestListener.StartAsync(options.Listen), clock ?? TimeProvider.System);
        street.Gateways = [.. Enumerable.Range(1, options.Count).Select(n => street.Build(n, makers))];
        return street;
    }

    public void Start() => _living = Task.Run(() => LiveAsync(_stop.Token));

    public StreetStatus Status()
    {
        var hosts = Gateways.SelectMany(g => g.Lan.Hosts.Where(h => h.MudUrl is not null).Select(h => (Gateway: g, Host: h))).ToList();
        var traffic = hosts.Select(h => h.Gateway.Lan.TrafficOf(h.Host.Mac)).ToList();
        return new StreetStatus(
            Gateways.Count,
            Gateways.Count(g => g.Counters.Sessions > 0),
            hosts.Count,
            hosts.Count(h => IsProtected(h.Gateway, h.Host)),
            traffic.Sum(t => t.MisdeedsPassed),
            traffic.Sum(t => t.MisdeedsDropped),
            Gateways.Count(g => g.SoftwareVersion == _options.OutdatedVersion),
            Gateways.Sum(g => g.Counters.Sessions),
            Gateways.Sum(g => g.Counters.FailedSessions),
            Gateways.Sum(g => g.Counters.Requests));
    }

    /// <summary>The firewall lets the host's habits pass and drops its misdeeds now.</summary>
    public static bool IsProtected(Gateway gateway, LanHost host) =>
        host.Misdeeds.All(p => !gateway.Lan.WouldPass(host.Mac, p)) && host.Habits.All(p => gateway.Lan.WouldPass(host.Mac, p));

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        try
        {
            await _living;
        }
        catch (OperationCanceledException)
        {
            // That is how it stops.
        }

        await Task.WhenAll(Gateways.Select(g => g.DisposeAsync().AsTask()));
        await _requests.DisposeAsync();
        _stop.Dispose();
    }

    private Gateway Build(int number, SimulatedManufacturer? makers)
    {
        var usp = _options.MqttHost is not null && (_options.Cwmp is null || number % 2 == 0);
        var lan = (number - 1) % 250 + 1;
        var gateway = new Gateway(
            new GatewayOptions
            {
                SerialNumber = _options.SerialPrefix + number.ToString("D4", CultureInfo.InvariantCulture),
                Profile = s_profiles[(number - 1) / 2 % s_profiles.Length],
                Protocol = usp ? ManagementProtocol.Usp : ManagementProtocol.Cwmp,
                SoftwareVersion = number > _options.Count - _options.Outdated ? _options.OutdatedVersion : _options.CurrentVersion,
                AcsUrl = _options.Cwmp,
                MqttHost = _options.MqttHost ?? "127.0.0.1",
                MqttPort = _options.MqttPort,
                Mqtt311 = number % 8 == 0,
                ControllerTopic = _options.ControllerTopic,
                ControllerId = _options.ControllerId,
                LanNumber = lan,
                RebootTime = _options.RebootTime,
                RetryWait = _options.RetryWait,
                PeriodicInterval = _options.PeriodicInterval,
                ValueChangePolling = TimeSpan.FromSeconds(5),
            },
            _clock,
            _requests);
        gateway.News += n => News?.Invoke(n);
        if (_options.HasHosts && makers is not null)
        {
            foreach (var host in HouseholdFactory.Hosts(number, lan, makers))
            {
                gateway.Lan.Join(host);
            }
        }

        return gateway;
    }

    private async Task LiveAsync(CancellationToken stop)
    {
        var pause = Gateways.Count == 0 ? TimeSpan.Zero : _options.StartSpread / Gateways.Count;
        foreach (var gateway in Gateways)
        {
            gateway.Start();
            if (pause > TimeSpan.Zero)
            {
                await Task.Delay(pause, _clock, stop);
            }
        }

        if (_options.Traffic is not { } interval)
        {
            return;
        }

        using var timer = new PeriodicTimer(interval, _clock);
        while (await timer.WaitForNextTickAsync(stop))
        {
            foreach (var gateway in Gateways)
            {
                gateway.Lan.Live();
            }
        }
    }
}
