using System.Globalization;
using System.Text.Json;
using System.Threading.Channels;
using CpeSimulator.DataModels;
using CpeSimulator.Usp.Trust;

namespace CpeSimulator.Usp;

/// <summary>The gateway's USP agent over MQTT or WebSocket, behaving as the reference agent does on the wire.</summary>
internal sealed class UspAgent : IManagementClient, IDisposable
{
    private readonly Gateway _gateway;
    private readonly Notifier _notifier;
    private readonly CommandRunner _commands;
    private readonly RequestDispatcher _dispatcher;
    private readonly Channel<bool> _signal = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private BootInfo? _restart;
    private IUspLine? _line;
    private int _answering;

    public UspAgent(Gateway gateway)
    {
        _gateway = gateway;
        var roles = new AgentRoles(gateway.Model);
        _notifier = new Notifier(gateway, roles);
        _commands = new CommandRunner(gateway, _notifier, RequestRestart, Wake);
        _dispatcher = new RequestDispatcher(gateway, _commands, _notifier, roles);
        gateway.Model.Changed += Observe;
    }

    private GatewayOptions Options => _gateway.Options;

    // Whoever ordered the restart gets the answer first.
    private bool IsRestartDue => _restart is not null && Volatile.Read(ref _answering) == 0;

    public async Task RunAsync(CancellationToken stop)
    {
        using var stopping = stop.Register(_commands.Stop);
        var boot = new BootInfo("LocalFactoryReset", "");
        var isBoot = true;
        var failures = 0;
        var polled = _gateway.Now;
        var periodic = _gateway.Now;
        try
        {
            while (!stop.IsCancellationRequested)
            {
                if (IsRestartDue && Interlocked.Exchange(ref _restart, null) is { } restart)
                {
                    boot = await RestartAsync(restart, stop);
                    isBoot = true;
                }

                if (_gateway.IsCutOff || _line is not { IsConnected: true })
                {
                    if (!await ConnectAsync(stop))
                    {
                        failures = Math.Min(failures + 1, 10);
                        _gateway.Counters.FailedSession();
                        await BackOffAsync(Options.RetryWait * Math.Pow(2, failures - 1) * (1 + Random.Shared.NextDouble()), stop);
                        continue;
                    }

                    failures = 0;
                }

                if (isBoot)
                {
                    TellBoot(boot);
                    isBoot = false;
                    periodic = _gateway.Now;
                }

                await FlushAsync(stop);
                var interval = TimeSpan.FromSeconds(long.Parse(_gateway.Model.Get("Device.LocalAgent.Controller.1.PeriodicNotifInterval"), CultureInfo.InvariantCulture));
                var next = Earliest(_notifier.NextRetry, polled + Options.ValueChangePolling, periodic + interval);
                if (!_notifier.HasMail && !IsRestartDue)
                {
                    await WaitAsync(next - _gateway.Now, stop);
                }

                _notifier.Retry();
                if (_gateway.Now >= polled + Options.ValueChangePolling)
                {
                    _notifier.PollValues();
                    polled = _gateway.Now;
                }

                if (_gateway.Now >= periodic + interval)
                {
                    _notifier.Event("Device.LocalAgent.", "Periodic!");
                    periodic = _gateway.Now;
                }
            }
        }
        finally
        {
            await DisconnectAsync();
        }
    }

    public void PowerCycle(bool factoryReset) =>
        RequestRestart(new BootInfo(factoryReset ? "LocalFactoryReset" : "LocalReboot", "", factoryReset));

    public void Raise(string objectPath, string name, params (string Name, string Value)[] arguments)
    {
        _notifier.Event(objectPath, name, arguments);
        Wake();
    }

    public void Dispose()
    {
        _gateway.Model.Changed -= Observe;
        _commands.Dispose();
    }

    private void RequestRestart(BootInfo restart)
    {
        Interlocked.Exchange(ref _restart, restart);
        Wake();
    }

    private void Wake() => _signal.Writer.TryWrite(true);

    private async Task<bool> ConnectAsync(CancellationToken stop)
    {
        await DisconnectAsync();
        if (_gateway.IsCutOff)
        {
            return false;
        }

        _line = Options.WebSocketUrl is null
            ? new MqttLine(Options, _gateway.Model, ReceiveAsync, Wake)
            : new WebSocketLine(Options, ReceiveAsync, Wake);
        try
        {
            await _line.OpenAsync(stop);
            _gateway.Counters.Session();
            return true;
        }
        catch (IOException e)
        {
            _gateway.Tell("no connection to the controller: " + e.Message);
            return false;
        }
    }

    private async Task DisconnectAsync()
    {
        if (Interlocked.Exchange(ref _line, null) is { } line)
        {
            await line.DisposeAsync();
        }
    }

    private async Task FlushAsync(CancellationToken stop)
    {
        while (_line is { IsConnected: true } && !_gateway.IsCutOff && _notifier.Next() is { } message)
        {
            try
            {
                await _line.SendAsync(Records.Message(Options, message), null, stop);
            }
            catch (IOException)
            {
                // Lost with the connection; a notification that needs an answer is tried again.
                return;
            }
        }
    }

    private async Task ReceiveAsync(byte[] record, string? replyTo)
    {
        if (_gateway.IsCutOff || Records.Read(Options, record) is not { } request)
        {
            return;
        }

        if (_gateway.Faults.Slowness > TimeSpan.Zero)
        {
            await Task.Delay(_gateway.Faults.Slowness, _gateway.Clock);
        }

        Interlocked.Increment(ref _answering);
        try
        {
            if (_dispatcher.Answer(request) is { } answer && !_gateway.IsCutOff)
            {
                await (_line?.SendAsync(Records.Message(Options, answer), replyTo, CancellationToken.None) ?? Task.CompletedTask);
            }
        }
        catch (IOException)
        {
            // The controller asks again.
        }
        finally
        {
            Interlocked.Decrement(ref _answering);
            Wake();
        }
    }

    private async Task<BootInfo> RestartAsync(BootInfo restart, CancellationToken stop)
    {
        await FlushAsync(stop);
        _gateway.Tell(restart.FactoryReset ? "resets to factory settings" : "reboots");
        await DisconnectAsync();
        await Task.Delay(Options.RebootTime, _gateway.Clock, stop);
        var version = restart.Bank is { } bank ? _gateway.Model.Get(FirmwareBanks.Path(bank) + "Version") : null;
        _gateway.Restart(version, restart.FactoryReset);
        if (restart.Bank is { } active && !_gateway.Faults.KeepsOldFirmware)
        {
            FirmwareBanks.Activate(_gateway.Model, active, _gateway.SoftwareVersion);
        }

        FirmwareBanks.ForgetVolatile(_gateway.Model);
        _notifier.Forget();
        return restart;
    }

    private void TellBoot(BootInfo boot)
    {
        var model = _gateway.Model;
        var updated = boot.Bank is not null && !_gateway.Faults.KeepsOldFirmware;
        var map = JsonSerializer.Serialize(new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["Device.DeviceInfo.SerialNumber"] = Options.SerialNumber,
            ["Device.DeviceInfo.ProductClass"] = Options.ProductClass,
            ["Device.DeviceInfo.ManufacturerOUI"] = Options.Oui,
            ["Device.DeviceInfo.SoftwareVersion"] = model.Get("Device.DeviceInfo.SoftwareVersion"),
        });
        _notifier.Event(
            "Device.",
            "Boot!",
            ("CommandKey", _gateway.Faults.LosesCommandKey ? "" : boot.CommandKey),
            ("Cause", boot.Cause is "FirmwareUpdate" ? "RemoteReboot" : boot.Cause),
            ("Reason", boot.Cause),
            ("FirmwareUpdated", updated ? "true" : "false"),
            ("ParameterMap", map));
        if (boot.Activation is { } activation && !_gateway.Faults.NeverSendsTransferComplete)
        {
            // Only a Persistent subscription is still there to want it.
            _notifier.Completed(activation, updated ? null : (7022u, "the image was not activated"));
        }

        if (Options.OnBoards)
        {
            _notifier.OnBoard();
        }
    }

    private void Observe(IReadOnlyList<ModelChange> changes)
    {
        foreach (var change in changes)
        {
            switch (change)
            {
                case ModelChange.ValueChanged value:
                    _notifier.Changed(value.Path);
                    break;
                case ModelChange.RowAdded added:
                    _notifier.Created(added.Path, added.Keys);
                    _notifier.Changed(CountOf(added.Path));
                    break;
                case ModelChange.RowRemoved removed:
                    _notifier.Deleted(removed.Path);
                    _notifier.Changed(CountOf(removed.Path));
                    break;
            }
        }

        Wake();
    }

    private static string CountOf(string rowPath)
    {
        var table = rowPath.TrimEnd('.');
        return table[..table.LastIndexOf('.')] + "NumberOfEntries";
    }

    private static DateTimeOffset Earliest(params DateTimeOffset[] times) => times.Min();

    // What happens in the home does not bring the broker back; only a restart ends this wait.
    private async Task BackOffAsync(TimeSpan time, CancellationToken stop)
    {
        var due = _gateway.Now + time;
        while (_gateway.Now < due && !IsRestartDue)
        {
            await WaitAsync(due - _gateway.Now, stop);
        }
    }

    private async Task WaitAsync(TimeSpan time, CancellationToken stop)
    {
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(stop);
        var longest = TimeSpan.FromDays(40);
        var wait = time < TimeSpan.Zero ? TimeSpan.Zero : time < longest ? time : longest;
        await Task.WhenAny(_signal.Reader.WaitToReadAsync(ended.Token).AsTask(), Task.Delay(wait, _gateway.Clock, ended.Token));
        await ended.CancelAsync();
        stop.ThrowIfCancellationRequested();
        _signal.Reader.TryRead(out _);
    }
}
