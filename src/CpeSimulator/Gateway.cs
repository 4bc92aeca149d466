using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using CpeSimulator.BulkData;
using CpeSimulator.Cwmp;
using CpeSimulator.DataModels;
using CpeSimulator.Firewalls;
using CpeSimulator.Lan;
using CpeSimulator.Usp;

namespace CpeSimulator;

/// <summary>
/// A home gateway in software: data model, firewall, LAN and one management protocol over real sockets. Holds no thread: a
/// process runs thousands.
/// </summary>
public sealed class Gateway : IAsyncDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly IManagementClient _client;
    private readonly BulkDataReporter _reporter;
    private DateTimeOffset _bootedAt;
    private Task _running = Task.CompletedTask;
    private volatile Faults _faults = Faults.None;
    private volatile bool _isCutOff;

    /// <param name="requests">Listener for connection requests, shared by gateways; null: the gateway cannot be woken (CWMP).</param>
    public Gateway(GatewayOptions options, TimeProvider? clock = null, ConnectionRequestListener? requests = null)
    {
        Options = options;
        Clock = clock ?? TimeProvider.System;
        SoftwareVersion = options.SoftwareVersion;
        Model = new DataModel(Schema.Of(options.Profile, options.Protocol));
        Firewall = new GatewayFirewall(Model, Clock)
        {
            LanPrefixes =
            [
                IPNetwork.Parse($"192.168.{options.LanNumber}.0/24"),
                IPNetwork.Parse($"2001:db8:{options.LanNumber:x}::/64"),
                IPNetwork.Parse("fe80::/10"),
            ],
        };
        Lan = new LocalNetwork(this);
        Access = new ControllerAccess(this);
        _bootedAt = Clock.GetUtcNow();
        FactorySettings.Fill(Model, options, SoftwareVersion);
        var root = Model.Schema.Root.Path;
        Model.Derive(root + "DeviceInfo.UpTime", _ => ((long)(Now - _bootedAt).TotalSeconds).ToString(CultureInfo.InvariantCulture));
        Model.Derive(root + "Time.CurrentLocalTime", _ => Now.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture));
        Model.Changed += TellTimeOfChange;
        _client = options.Protocol switch
        {
            ManagementProtocol.Cwmp => new CwmpClient(this, requests),
            ManagementProtocol.Usp => new UspAgent(this),
            _ => new BothClients(new CwmpClient(this, requests), new UspAgent(this)),
        };
        Log = new PacketLog(Model, () => Now, (path, name, arguments) => _client.Raise(path, name, arguments));
        Firewall.Logged += Log.Add;
        _reporter = new BulkDataReporter(this, (profile, data) => _client.Raise(profile, "Push!", ("Data", data)));
    }

    /// <summary>Raised for what a person would like to read about; from any thread.</summary>
    public event Action<GatewayNews>? News;

    public GatewayOptions Options { get; }

    public DataModel Model { get; }

    public GatewayFirewall Firewall { get; }

    public LocalNetwork Lan { get; }

    /// <summary>Files that were fetched whole, in order: CWMP file type and bytes.</summary>
    public ConcurrentQueue<(string FileType, long Bytes)> Fetched { get; } = [];

    public GatewayCounters Counters { get; } = new();

    /// <summary>What it shall do wrong from now on.</summary>
    public Faults Faults
    {
        get => _faults;
        set => _faults = value;
    }

    public string SoftwareVersion { get; private set; }

    /// <summary>Off the air until <see cref="Reconnect"/>: the WAN line is cut.</summary>
    public bool IsCutOff => _isCutOff;

    internal TimeProvider Clock { get; }

    internal DateTimeOffset Now => Clock.GetUtcNow();

    internal ControllerAccess Access { get; }

    internal PacketLog Log { get; }

    /// <summary>Begins to call the ACS; returns at once.</summary>
    public void Start() => _running = Task.Run(() => Task.WhenAll(_client.RunAsync(_stop.Token), _reporter.RunAsync(_stop.Token)));

    public void CutOff()
    {
        _isCutOff = true;
        Tell("lost its line");
    }

    public void Reconnect()
    {
        _isCutOff = false;
        Tell("is on the line again");
    }

    /// <summary>Someone pulled the plug and put it back.</summary>
    public void PowerCycle() => _client.PowerCycle(factoryReset: false);

    /// <summary>Someone held the reset button.</summary>
    public void PressReset() => _client.PowerCycle(factoryReset: true);

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        try
        {
            await _running;
        }
        catch (OperationCanceledException)
        {
            // That is how it stops.
        }

        (_client as IDisposable)?.Dispose();
        _stop.Dispose();
    }

    /// <summary>TR-181 Device.Firewall.LastChange: whoever changed the firewall, and not itself.</summary>
    private void TellTimeOfChange(IReadOnlyList<ModelChange> changes)
    {
        var firewall = Model.Schema.Root.Path + "Firewall.";
        if (changes.Any(c => c.Path.StartsWith(firewall, StringComparison.Ordinal) && c.Path != firewall + "LastChange"))
        {
            Model.Write(firewall + "LastChange", Now.ToString("yyyy-MM-ddTHH:mm:ss.ffffffZ", CultureInfo.InvariantCulture));
        }
    }

    internal void Tell(string text) => News?.Invoke(new GatewayNews(this, Now, text));

    /// <summary>What a restart does to the device, whichever protocol asked: connections are gone, a new version may run.</summary>
    internal void Restart(string? newVersion, bool factoryReset)
    {
        if (newVersion is not null && !Faults.KeepsOldFirmware)
        {
            SoftwareVersion = Faults.VersionAfterUpdate ?? newVersion;
            Tell("runs firmware " + SoftwareVersion);
        }

        Firewall.Forget();
        Counters.Reboot();
        _bootedAt = Now;
        Model.Atomically(() =>
        {
            if (factoryReset)
            {
                Model.Clear();
                FactorySettings.Fill(Model, Options, SoftwareVersion);
                Lan.AddAllRows();
            }

            Model.Write(Model.Schema.Root.Path + "DeviceInfo.SoftwareVersion", SoftwareVersion);
            return true;
        });
    }
}
