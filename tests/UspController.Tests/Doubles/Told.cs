using Usp.Messages;

namespace UspController.Tests.Doubles;

/// <summary>Notifies as agents send them.</summary>
internal static class Told
{
    public static Msg Boot(string id = "Event-2026-11-22T21:29:53Z-1", string cause = "LocalReboot", string key = "")
    {
        var told = new Notify.Types.Event { ObjPath = "Device.", EventName = "Boot!" };
        told.Params["Cause"] = cause;
        told.Params["CommandKey"] = key;
        told.Params["FirmwareUpdated"] = "false";
        return Wrap(id, new Notify { SubscriptionId = "acs-boot", SendResp = true, Event = told });
    }

    public static Msg Event(string id, string path, string name, params (string Name, string Value)[] parameters)
    {
        var told = new Notify.Types.Event { ObjPath = path, EventName = name };
        foreach (var (key, value) in parameters)
        {
            told.Params[key] = value;
        }

        return Wrap(id, new Notify { SubscriptionId = "s", SendResp = true, Event = told });
    }

    public static Msg Change(string id, string path, string value, bool respond = true) => Wrap(id, new Notify
    {
        SubscriptionId = "acs-software",
        SendResp = respond,
        ValueChange = new Notify.Types.ValueChange { ParamPath = path, ParamValue = value },
    });

    public static Msg Deleted(string id, string path) => Wrap(id, new Notify
    {
        SubscriptionId = "acs-subscriptions",
        SendResp = true,
        ObjDeletion = new Notify.Types.ObjectDeletion { ObjPath = path },
    });

    public static Msg OnBoard(string id, string oui = "00D09E", string productClass = "GW", string serial = "SN1") => Wrap(id, new Notify
    {
        SendResp = true,
        OnBoardReq = new Notify.Types.OnBoardRequest
        {
            Oui = oui,
            ProductClass = productClass,
            SerialNumber = serial,
            AgentSupportedProtocolVersions = "1.0,1.1,1.2",
        },
    });

    public static Msg Done(string id, string path, string command, string key, uint failure = 0)
    {
        var done = new Notify.Types.OperationComplete { ObjPath = path, CommandName = command, CommandKey = key };
        if (failure == 0)
        {
            done.ReqOutputArgs = new Notify.Types.OperationComplete.Types.OutputArgs();
        }
        else
        {
            done.CmdFailure = new Notify.Types.OperationComplete.Types.CommandFailure { ErrCode = failure, ErrMsg = "no" };
        }

        return Wrap(id, new Notify { SubscriptionId = "acs-commands", SendResp = true, OperComplete = done });
    }

    public static Msg Wrap(string id, Notify notify) => new()
    {
        Header = new Header { MsgId = id, MsgType = Header.Types.MsgType.Notify },
        Body = new Body { Request = new Request { Notify = notify } },
    };
}
