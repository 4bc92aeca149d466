using System.Globalization;
using System.Threading.Channels;
using System.Xml;
using CpeSimulator.DataModels;
using CpeSimulator.Firmware;

namespace CpeSimulator.Cwmp;

/// <summary>The gateway's CWMP client: keeps what must be told, opens sessions, obeys what was ordered in them.</summary>
internal sealed class CwmpClient : IManagementClient, IDisposable
{
    private readonly Gateway _gateway;
    private readonly ConnectionRequestListener? _requests;
    private readonly Channel<bool> _signal = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private readonly GatewayState _state;
    private readonly CwmpAgenda _agenda = new();
    private readonly CwmpDiagnostics _diagnostics;

    public CwmpClient(Gateway gateway, ConnectionRequestListener? requests)
    {
        _gateway = gateway;
        _requests = requests;
        _diagnostics = new CwmpDiagnostics(gateway);
        _state = new GatewayState(gateway.Clock);
        gateway.Model.Changed += Observe;
        RegisterForRequests();
    }

    private string Root => _gateway.Model.Schema.Root.Path;

    private TimeSpan PeriodicInterval =>
        _gateway.Model.Find(Root + "ManagementServer.PeriodicInformEnable") == "true"
            ? TimeSpan.FromSeconds(long.Parse(_gateway.Model.Get(Root + "ManagementServer.PeriodicInformInterval"), CultureInfo.InvariantCulture))
            : TimeSpan.FromDays(3650);

    /// <summary>TR-181 EnableCWMP: false, and no Inform is sent and no connection request accepted. TR-098's model has none here.</summary>
    private bool IsEnabled => !((string[])["ManagementServer.EnableCWMP", "CWMPManagementServer.EnableCWMP"]).Any(p => _gateway.Model.Find(Root + p) == "false");

    public async Task RunAsync(CancellationToken stop)
    {
        // TR-069 §3.7.1.5: with a bootstrap, what else was to be told is discarded.
        _agenda.Clear();
        _agenda.Add(CwmpEvent.Bootstrap);
        _agenda.Add(CwmpEvent.Boot);
        Background(new Stun.StunClient(_gateway, Wake).RunAsync(stop));
        Background(new Xmpp.XmppListener(_gateway, Wake).RunAsync(stop));
        var failures = 0;
        var lastSession = _gateway.Now;
        while (!stop.IsCancellationRequested)
        {
            if (_agenda.TakeRestart() is { } restart)
            {
                await RestartAsync(restart, stop);
                continue;
            }

            if (!IsEnabled)
            {
                await WaitAsync(TimeSpan.FromDays(1), stop);
                continue;
            }

            if (_agenda.IsEmpty)
            {
                var due = lastSession + PeriodicInterval - _gateway.Now;
                if (due > TimeSpan.Zero && await WaitAsync(due, stop))
                {
                    continue;
                }

                _agenda.Add(CwmpEvent.Periodic);
            }

            if (await TrySessionAsync(failures, stop))
            {
                failures = 0;
                lastSession = _gateway.Now;
            }
            else
            {
                // TR-069 §3.2.1.1: the wait doubles up to the tenth attempt; a connection request or a reset ends it.
                failures = Math.Min(failures + 1, 10);
                _gateway.Counters.FailedSession();
                var wait = _gateway.Options.RetryWait * Math.Pow(2, failures - 1) * (1 + Random.Shared.NextDouble());
                await WaitAsync(wait, stop);
            }
        }
    }

    public void PowerCycle(bool factoryReset)
    {
        _agenda.Restart(new CwmpAgenda.Restarting(factoryReset, null, null));
        _signal.Writer.TryWrite(true);
    }

    public void Dispose()
    {
        _gateway.Model.Changed -= Observe;
        _requests?.Unregister(_gateway);
    }

    /// <summary>A connection request with good credentials came in.</summary>
    internal void Wake()
    {
        _agenda.Add(CwmpEvent.ConnectionRequest);
        _signal.Writer.TryWrite(true);
    }

    private void RegisterForRequests()
    {
        if (_requests is not null)
        {
            _gateway.Model.Write(Root + "ManagementServer.ConnectionRequestURL", _requests.Register(_gateway, Wake).AbsoluteUri);
        }
    }

    private async Task<bool> TrySessionAsync(int failures, CancellationToken stop)
    {
        var (events, changed, transfers) = _agenda.Pending();
        try
        {
            using var session = new CwmpSession(_gateway, _state);
            try
            {
                await session.RunAsync(events, changed, failures, transfers, _agenda, stop);
                _agenda.Told(events, changed);
                _gateway.Counters.Session();
                Obey(session.Agenda, stop);
                Background(DiagnoseAsync(stop));
            }
            finally
            {
                _agenda.Reported(session.Reported);
            }

            return true;
        }
        catch (Exception e) when (e is HttpRequestException or IOException or XmlException or UriFormatException ||
            (e is OperationCanceledException && !stop.IsCancellationRequested))
        {
            _gateway.Tell("session failed: " + e.Message);
            return false;
        }
    }

    private void Obey(SessionAgenda agenda, CancellationToken stop)
    {
        foreach (var (request, delay) in agenda.Downloads)
        {
            Background(DownloadAsync(request, delay, stop));
        }

        foreach (var (request, delay) in agenda.Uploads)
        {
            Background(UploadAsync(request, delay, stop));
        }

        foreach (var (key, operations) in agenda.SoftwareChanges)
        {
            _agenda.AddSoftware(key, [.. operations.Select(_state.Modules.Apply)]);
        }

        foreach (var (key, delay) in agenda.ScheduledInforms)
        {
            Background(InformLaterAsync(key, delay, stop));
        }

        if (agenda.FactoryReset)
        {
            _agenda.Restart(new CwmpAgenda.Restarting(true, null, null));
        }
        else if (agenda.RebootKey is { } key)
        {
            _agenda.Restart(new CwmpAgenda.Restarting(false, key, null));
        }
    }

    // Ends by itself; what goes wrong is told to the ACS, and stopping is no error.
    private static void Background(Task work) =>
        _ = work.ContinueWith(static t => _ = t.Exception, CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted, TaskScheduler.Default);

    private async Task DownloadAsync(TransferRequest request, TimeSpan delay, CancellationToken stop)
    {
        using var queued = _state.Transfers.Add(request, isDownload: true, stop);
        if (!await queued.WaitAsync(delay, _gateway.Clock))
        {
            return;
        }

        _gateway.Tell("downloads " + request.Url);
        var result = await new ImageDownloader(_gateway.Clock, _gateway.Options.TrustsAnyServer).DownloadAsync(request, _gateway.Faults, stop);
        if (result.FaultCode == 0)
        {
            _gateway.Fetched.Enqueue((request.FileType, result.Bytes));
        }

        if (!_gateway.Faults.NeverSendsTransferComplete)
        {
            _agenda.Add(result, request.Method);
        }

        if (result.Image is { } image)
        {
            // Flashed, and run after a reboot; the ACS hears of it then.
            _agenda.Restart(new CwmpAgenda.Restarting(false, null, image.Version));
        }
        else if (result.FaultCode != 0)
        {
            _gateway.Tell("download failed: " + result.FaultText);
        }

        _signal.Writer.TryWrite(true);
    }

    private async Task UploadAsync(TransferRequest request, TimeSpan delay, CancellationToken stop)
    {
        using var queued = _state.Transfers.Add(request, isDownload: false, stop);
        if (!await queued.WaitAsync(delay, _gateway.Clock))
        {
            return;
        }

        var result = await ConfigurationUploader.UploadAsync(_gateway, request, stop);
        _agenda.Add(result, "M Upload");
        _signal.Writer.TryWrite(true);
    }

    private async Task InformLaterAsync(string key, TimeSpan delay, CancellationToken stop)
    {
        await Task.Delay(delay, _gateway.Clock, stop);
        _agenda.Add(new CwmpEvent("3 SCHEDULED"));
        _agenda.Add(new CwmpEvent("M ScheduleInform", key));
        _signal.Writer.TryWrite(true);
    }

    private async Task DiagnoseAsync(CancellationToken stop)
    {
        if (await _diagnostics.RunAsync(stop))
        {
            _agenda.Add(CwmpEvent.DiagnosticsComplete);
            _signal.Writer.TryWrite(true);
        }
    }

    private async Task RestartAsync(CwmpAgenda.Restarting restart, CancellationToken stop)
    {
        _gateway.Tell(restart.FactoryReset ? "resets to factory settings" : "reboots");
        await Task.Delay(_gateway.Options.RebootTime, _gateway.Clock, stop);
        _gateway.Restart(restart.NewVersion, restart.FactoryReset);
        if (restart.FactoryReset)
        {
            _state.Clear();
            RegisterForRequests();
            _agenda.Clear();
            _agenda.Add(CwmpEvent.Bootstrap);
        }

        _agenda.Add(CwmpEvent.Boot);
        if (restart.CommandKey is { } key)
        {
            _agenda.Add(new CwmpEvent("M Reboot", key));
        }
    }

    private void Observe(IReadOnlyList<ModelChange> changes)
    {
        _diagnostics.Observe(changes);
        var active = changes.Any(c => c.Path.EndsWith(".EnableCWMP", StringComparison.Ordinal));
        foreach (var change in changes)
        {
            var (path, level) = change switch
            {
                ModelChange.ValueChanged { ByController: false } v => (v.Path, _state.Attributes.Of(v.Path)),
                ModelChange.RowAdded or ModelChange.RowRemoved => Counted(change.Path),
                ModelChange.ValueChanged { ByController: true } v when v.Path == Root + "ManagementServer.URL" => ("", 3),
                _ => ("", 0),
            };
            if (level == 3)
            {
                // TR-069 §3.7.1.5: a new ACS URL is a bootstrap.
                _agenda.Add(CwmpEvent.Bootstrap);
                active = true;
            }
            else if (level > 0)
            {
                _agenda.Changed(path, level == 2);
                active |= level == 2;
            }
        }

        if (active)
        {
            _signal.Writer.TryWrite(true);
        }
    }

    private (string Path, int Level) Counted(string rowPath)
    {
        var table = rowPath.TrimEnd('.');
        table = table[..table.LastIndexOf('.')];
        var path = table + "NumberOfEntries";
        var hosts = path.EndsWith("Hosts.HostNumberOfEntries", StringComparison.Ordinal) && _gateway.Options.TellsOfNewHosts;
        return (path, hosts ? 2 : _state.Attributes.Of(path));
    }

    /// <summary>True when something happened before the time was up.</summary>
    private async Task<bool> WaitAsync(TimeSpan time, CancellationToken stop)
    {
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(stop);
        var signalled = _signal.Reader.WaitToReadAsync(ended.Token).AsTask();
        var longest = TimeSpan.FromDays(40);
        var first = await Task.WhenAny(signalled, Task.Delay(time < longest ? time : longest, _gateway.Clock, ended.Token));
        await ended.CancelAsync();
        stop.ThrowIfCancellationRequested();
        if (first != signalled)
        {
            return false;
        }

        _signal.Reader.TryRead(out _);
        return true;
    }
}
