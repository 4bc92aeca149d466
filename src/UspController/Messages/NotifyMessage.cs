using System.Globalization;
using Usp.Messages;

namespace UspController.Messages;

/// <summary>TR-369 "The Notify Message": what an agent tells, in the words of the house.</summary>
internal static class NotifyMessage
{
    /// <param name="controllerId">Ours: an agent tells all its controllers of what one of them ordered.</param>
    public static Notice Read(string messageId, Notify notify, string controllerId)
    {
        var (reasons, report, identity) = notify.NotificationCase switch
        {
            Notify.NotificationOneofCase.Event => ReadEvent(notify.Event, controllerId),
            Notify.NotificationOneofCase.ValueChange => ((IReadOnlyList<ContactEvent>)[ContactEvent.ValueChange],
                (Report?)new Report.ValuesChanged([new ParameterValue(notify.ValueChange.ParamPath, notify.ValueChange.ParamValue)]),
                (DeviceId?)null),
            Notify.NotificationOneofCase.ObjCreation => ([ContactEvent.ObjectsChanged], ReadCreation(notify.ObjCreation), null),
            Notify.NotificationOneofCase.ObjDeletion => ([ContactEvent.ObjectsChanged], new Report.ObjectDeleted(notify.ObjDeletion.ObjPath), null),
            Notify.NotificationOneofCase.OperComplete => ReadCompletion(notify.OperComplete),
            Notify.NotificationOneofCase.OnBoardReq => ([ContactEvent.Bootstrap], null, ReadIdentity(notify.OnBoardReq)),
            _ => ([ContactEvent.Other], null, null),
        };
        return new Notice(messageId, notify.SubscriptionId, notify.SendResp, reasons, report, identity)
        {
            IsTransferEvent = notify.Event?.EventName == "TransferComplete!",
            Versions = notify.OnBoardReq?.AgentSupportedProtocolVersions,
        };
    }

    private static (IReadOnlyList<ContactEvent>, Report?, DeviceId?) ReadEvent(Notify.Types.Event told, string controllerId) => told.EventName switch
    {
        "Boot!" => (
            Get(told, "Cause") is "LocalFactoryReset" or "RemoteFactoryReset" ? [ContactEvent.Bootstrap, ContactEvent.Boot] : [ContactEvent.Boot],
            new Report.Booted(Get(told, "CommandKey"), Get(told, "Cause"), IsTrue(Get(told, "FirmwareUpdated"))),
            null),
        "Periodic!" => ([ContactEvent.Periodic], null, null),
        "TransferComplete!" => ([ContactEvent.TransferComplete], ReadTransfer(told, controllerId), null),
        "Push!" => ([ContactEvent.Other], new Report.BulkData(told.ObjPath, Get(told, "Data")), null),
        _ => ([ContactEvent.Other], new Report.Told(told.ObjPath + told.EventName, told.Params.ToDictionary(StringComparer.Ordinal)), null),
    };

    /// <summary>
    /// TR-181 Device.LocalAgent.TransferComplete!. Requestor is empty where no controller asked, and absent at older agents: then the
    /// command key has the word. What another controller asked for is a transfer of the gateway's own here.
    /// </summary>
    private static Report ReadTransfer(Notify.Types.Event told, string controllerId)
    {
        var code = Get(told, "FaultCode");
        Fault? fault = code is "" or "0" ? null : new Fault(FaultKind.Transfer, code, Get(told, "FaultString"), []);
        return Get(told, "Requestor") is { Length: > 0 } requestor && requestor != controllerId
            ? new Report.OwnTransfer(Get(told, "TransferType") != "Upload", Get(told, "Affected"), Get(told, "TransferURL"), fault)
            : new Report.Transfer(Get(told, "CommandKey"), fault, Time(Get(told, "StartTime")), Time(Get(told, "CompleteTime")));
    }

    private static Report.ObjectCreated ReadCreation(Notify.Types.ObjectCreation creation) => new(
        creation.ObjPath,
        creation.UniqueKeys.Select(k => new ParameterValue(creation.ObjPath + k.Key, k.Value)).ToList());

    /// <summary>A Download() is a transfer, whatever else its completion tells: the result of one has one form over both protocols.</summary>
    private static (IReadOnlyList<ContactEvent>, Report?, DeviceId?) ReadCompletion(Notify.Types.OperationComplete done)
    {
        var fault = done.CmdFailure is { } failure ? UspFault.Create(failure.ErrCode, failure.ErrMsg) : null;
        Report report = done.CommandName == "Download()"
            ? new Report.Transfer(done.CommandKey, fault is null ? null : fault with { Kind = FaultKind.Transfer }, null, null)
            : new Report.CommandDone(
                done.CommandKey,
                done.ObjPath + done.CommandName,
                done.ReqOutputArgs?.OutputArgs_.ToDictionary(StringComparer.Ordinal) ?? [],
                fault);
        return ([report is Report.Transfer ? ContactEvent.TransferComplete : ContactEvent.OperationComplete], report, null);
    }

    private static DeviceId? ReadIdentity(Notify.Types.OnBoardRequest request) =>
        request.Oui.Length > 0 && request.SerialNumber.Length > 0
            ? new DeviceId(request.Oui, request.ProductClass, request.SerialNumber)
            : null;

    private static string Get(Notify.Types.Event told, string name) => told.Params.TryGetValue(name, out var value) ? value : "";

    private static bool IsTrue(string value) => value is "true" or "1";

    private static DateTimeOffset? Time(string value) =>
        DateTimeOffset.TryParse(value, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var time)
        && time.Year > 1 ? time : null;
}
