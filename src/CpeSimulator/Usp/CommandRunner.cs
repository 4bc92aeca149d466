using System.Globalization;
using CpeSimulator.DataModels;
using CpeSimulator.Diagnostics;
using CpeSimulator.Firmware;
using CpeSimulator.Usp.Trust;
using Usp.Messages;

namespace CpeSimulator.Usp;

/// <summary>The commands of the agent: reboot, reset, firmware.</summary>
internal sealed class CommandRunner(Gateway gateway, Notifier notifier, Action<BootInfo> restart, Action wake)
    : IDisposable
{
    private const string Banks = "Device.DeviceInfo.FirmwareImage.";

    private readonly CancellationTokenSource _stop = new();
    private readonly Challenges _challenges = new(gateway);

    public void Stop() => _stop.Cancel();

    public void Dispose() => _stop.Dispose();

    public OperateResp.Types.OperationResult Operate(Operate request, Grants grants)
    {
        var dot = request.Command.LastIndexOf('.');
        var objectPath = request.Command[..(dot + 1)];
        var name = request.Command[(dot + 1)..];
        var template = PathResolver.TemplateOf(gateway.Model, objectPath);
        if (template?.Commands.FirstOrDefault(c => c.Name == name) is not { } command)
        {
            throw new UspErrorException(7026, "Path is not in the data model");
        }

        if (!grants.May(request.Command, Right.CommandEvent, 'x'))
        {
            throw new UspErrorException(7006, "Permission denied") { Parameters = { new Error.Types.ParamError { ParamPath = request.Command, ErrCode = 7006, ErrMsg = "Permission denied" } } };
        }

        var result = new OperateResp.Types.OperationResult { ExecutedCommand = request.Command };
        try
        {
            var node = PathResolver.Resolve(gateway.Model, objectPath).OfType<ObjectNode>().FirstOrDefault() ?? throw DataModelException.NoSuchRow(objectPath);
            if (command.IsAsync)
            {
                result.ReqObjPath = Begin(node, command, request).TrimEnd('.');
            }
            else
            {
                result.ReqOutputArgs = new();
                foreach (var (output, value) in Do(name, request))
                {
                    result.ReqOutputArgs.OutputArgs_[output] = value;
                }
            }
        }
        catch (DataModelException e)
        {
            result.CmdFailure = new() { ErrCode = (uint)e.UspCode, ErrMsg = e.Message };
        }

        return result;
    }

    private IReadOnlyList<(string Name, string Value)> Do(string name, Operate request)
    {
        switch (name)
        {
            case "Reboot()":
                restart(new BootInfo("RemoteReboot", request.CommandKey));
                return [];
            case "FactoryReset()":
                restart(new BootInfo("RemoteFactoryReset", request.CommandKey, FactoryReset: true));
                return [];
            case "RequestChallenge()":
                return _challenges.Request(request.InputArgs.TryGetValue("ChallengeRef", out var reference) ? reference : "");
            case "ChallengeResponse()":
                _challenges.Respond(
                    request.InputArgs.TryGetValue("ChallengeID", out var id) ? id : "",
                    request.InputArgs.TryGetValue("Value", out var value) ? value : "");
                return [];
            default:
                notifier.OnBoard();
                return [];
        }
    }

    private string Begin(ObjectNode node, CommandTemplate command, Operate request)
    {
        string Argument(string name) => request.InputArgs.TryGetValue(name, out var value) ? value : "";
        var isDownload = command.Name == "Download()";
        if (isDownload)
        {
            if (Argument("URL").Length == 0)
            {
                throw new DataModelException(7027, request.Command, "URL is missing");
            }

            if (gateway.Model.Get("Device.DeviceInfo.ActiveFirmwareImage") == node.Path.TrimEnd('.'))
            {
                throw new DataModelException(7022, request.Command, "the running image cannot be overwritten");
            }
        }
        else if (command.Name == "Activate()" && gateway.Model.ValueOf(node, "Status") is not ("Available" or "Active"))
        {
            throw new DataModelException(7022, request.Command, "no image to activate");
        }

        var row = gateway.Model.AddOwn(
            "Device.LocalAgent.Request.",
            ("Originator", gateway.Options.ControllerId), ("Command", request.Command), ("CommandKey", request.CommandKey), ("Status", "Active"));
        var running = new RunningCommand(node.Path, command.Name, request.CommandKey, row.Path);
        var work = DiagnosticTest.Knows(command.Name[..^2]) ? DiagnoseAsync(running, Argument)
            : isDownload
            ? DownloadAsync(running, node.Instance, Argument("AutoActivate") is "true" or "1", new TransferRequest(
                request.CommandKey, Argument("URL"), Argument("Username"), Argument("Password"),
                long.TryParse(Argument("FileSize"), CultureInfo.InvariantCulture, out var size) ? size : 0)
            {
                ChecksumAlgorithm = Argument("CheckSumAlgorithm"),
                Checksum = Argument("CheckSum"),
            })
            : node.Path.StartsWith("Device.SoftwareModules.", StringComparison.Ordinal) ? ChangeModuleAsync(running, node, Argument)
            : ActivateAsync(running, node.Instance, TimeWindow.Read(request.InputArgs));
        _ = work.ContinueWith(static t => _ = t.Exception, CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted, TaskScheduler.Default);
        return row.Path;
    }

    private async Task DownloadAsync(RunningCommand running, int bank, bool autoActivate, TransferRequest transfer)
    {
        var path = Banks + bank.ToString(CultureInfo.InvariantCulture) + ".";
        gateway.Tell("downloads " + transfer.Url);
        gateway.Model.Write(path + "Status", "Downloading");
        await Task.Yield();
        var result = await new ImageDownloader(gateway.Clock, gateway.Options.TrustsAnyServer)
            .DownloadAsync(transfer, gateway.Faults, _stop.Token);
        gateway.Model.Atomically(() =>
        {
            gateway.Model.Write(path + "Status", result.Image is not null ? "Available" : result.FaultCode == 9018 ? "ValidationFailed" : "DownloadFailed");
            gateway.Model.Write(path + "Available", result.Image is null ? "false" : "true");
            gateway.Model.Write(path + "Version", result.Image?.Version ?? "");
            return true;
        });
        if (!gateway.Faults.NeverSendsTransferComplete)
        {
            Tell(running, result);
        }

        gateway.Model.DeleteOwn(running.RequestPath);
        wake();
        if (result.Image is not null && autoActivate)
        {
            restart(new BootInfo("FirmwareUpdate", running.CommandKey, Bank: bank));
        }
    }

    private async Task DiagnoseAsync(RunningCommand running, Func<string, string> argument)
    {
        await Task.Yield();
        var outputs = await new DiagnosticTest(gateway).RunAsync(running.Name[..^2], argument, _stop.Token);
        if (!gateway.Faults.LosesDiagnosticsComplete)
        {
            notifier.Completed(running, null, outputs);
        }

        gateway.Model.DeleteOwn(running.RequestPath);
        wake();
    }

    // TransferComplete! comes before OperationComplete.
    private void Tell(RunningCommand running, TransferResult result)
    {
        var key = gateway.Faults.LosesCommandKey ? "" : running.CommandKey;
        string Time(DateTimeOffset at) => at.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);
        notifier.Event(
            "Device.LocalAgent.",
            "TransferComplete!",
            ("Command", running.ObjectPath + running.Name),
            ("CommandKey", key),
            ("Requestor", gateway.Options.ControllerId),
            ("TransferType", "Download"),
            ("Affected", running.ObjectPath.TrimEnd('.')),
            ("TransferURL", result.Request.Url),
            ("StartTime", Time(result.Started)),
            ("CompleteTime", Time(result.Completed)),
            ("FaultCode", result.UspFaultCode.ToString(CultureInfo.InvariantCulture)),
            ("FaultString", result.FaultText));
        if (!gateway.Faults.LosesOperationComplete)
        {
            notifier.Completed(
                running with { CommandKey = key },
                result.FaultCode == 0 ? null : ((uint)result.UspFaultCode, result.FaultText));
        }

        if (result.FaultCode != 0)
        {
            gateway.Tell("download failed: " + result.FaultText);
        }
    }

    private async Task ChangeModuleAsync(RunningCommand running, ObjectNode node, Func<string, string> argument)
    {
        await Task.Yield();
        const string units = "Device.SoftwareModules.DeploymentUnit.";
        (uint, string)? fault = null;
        gateway.Model.Atomically(() =>
        {
            switch (running.Name)
            {
                case "InstallDU()" when gateway.Model.Read(units).Any(v => v.Path.EndsWith(".UUID", StringComparison.Ordinal) && v.Value == argument("UUID")):
                    // TR-181 DUStateChange!: 7229, a duplicate.
                    fault = (7229, "Duplicate deployment unit");
                    break;
                case "InstallDU()":
                    gateway.Model.AddOwn(units, ("UUID", argument("UUID")), ("URL", argument("URL")));
                    break;
                case "Update()":
                    gateway.Model.Write(node.Path + "Version", "2.0");
                    break;
                default:
                    gateway.Model.DeleteOwn(node.Path);
                    break;
            }

            return true;
        });
        notifier.Completed(running, fault);
        gateway.Model.DeleteOwn(running.RequestPath);
        wake();
    }

    private async Task ActivateAsync(RunningCommand running, int bank, IReadOnlyList<TimeWindow> windows)
    {
        var ordered = gateway.Now;
        gateway.Tell($"is to start {running.ObjectPath} {(windows.Count == 0 ? "now" : string.Join(", ", windows))}");

        // Nobody confirms at a simulated gateway: such a window is not used.
        foreach (var window in windows.Count == 0 ? [TimeWindow.Now] : windows.Where(w => w.Mode != "ConfirmationNeeded"))
        {
            var wait = ordered + window.Start + gateway.Faults.ActivationDelay - gateway.Now;
            await Task.Delay(wait > TimeSpan.Zero ? wait : TimeSpan.Zero, gateway.Clock, _stop.Token);
            if (gateway.Now < ordered + window.End)
            {
                restart(new BootInfo("FirmwareUpdate", running.CommandKey, Bank: bank, Activation: running));
                return;
            }
        }

        gateway.Model.Write(running.ObjectPath + "Status", "ActivationFailed");
        gateway.Model.Write(running.ObjectPath + "BootFailureLog", "no window was left");
        notifier.Completed(running, (7022u, "no window was left"));
        gateway.Model.DeleteOwn(running.RequestPath);
        wake();
    }
}
