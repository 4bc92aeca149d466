using Usp.Messages;

namespace UspController.Messages;

/// <summary>One line of a conversation for the device's page. Names and counts, never values: those may be secrets.</summary>
internal static class MessageSummary
{
    public static string Of(Msg message) => message.Body?.MsgBodyCase switch
    {
        Body.MsgBodyOneofCase.Request => Of(message.Body.Request),
        Body.MsgBodyOneofCase.Response => Of(message.Body.Response),
        Body.MsgBodyOneofCase.Error => $"Error {message.Body.Error.ErrCode}",
        _ => "empty message",
    };

    public static string Of(Request request) => request.ReqTypeCase switch
    {
        Request.ReqTypeOneofCase.Get => $"Get ({request.Get.ParamPaths.Count})",
        Request.ReqTypeOneofCase.Set => $"Set ({request.Set.UpdateObjs.Sum(o => o.ParamSettings.Count)})",
        Request.ReqTypeOneofCase.Add => $"Add ({request.Add.CreateObjs.Count})",
        Request.ReqTypeOneofCase.Delete => $"Delete ({request.Delete.ObjPaths.Count})",
        Request.ReqTypeOneofCase.Operate => $"Operate {Bounded(request.Operate.Command)}",
        Request.ReqTypeOneofCase.Notify => $"Notify {Of(request.Notify)}",
        _ => request.ReqTypeCase.ToString(),
    };

    private static string Of(Response response) => response.RespTypeCase switch
    {
        Response.RespTypeOneofCase.GetResp =>
            $"GetResp ({response.GetResp.ReqPathResults.Sum(r => r.ResolvedPathResults.Sum(o => o.ResultParams.Count))})",
        Response.RespTypeOneofCase.GetSupportedDmResp =>
            $"GetSupportedDMResp ({response.GetSupportedDmResp.ReqObjResults.Sum(r => r.SupportedObjs.Count)})",
        Response.RespTypeOneofCase.GetInstancesResp =>
            $"GetInstancesResp ({response.GetInstancesResp.ReqPathResults.Sum(r => r.CurrInsts.Count)})",
        _ => response.RespTypeCase.ToString(),
    };

    private static string Of(Notify notify) => notify.NotificationCase switch
    {
        Notify.NotificationOneofCase.Event => Bounded(notify.Event.ObjPath + notify.Event.EventName),
        Notify.NotificationOneofCase.ValueChange => $"ValueChange {Bounded(notify.ValueChange.ParamPath)}",
        Notify.NotificationOneofCase.ObjCreation => $"ObjectCreation {Bounded(notify.ObjCreation.ObjPath)}",
        Notify.NotificationOneofCase.ObjDeletion => $"ObjectDeletion {Bounded(notify.ObjDeletion.ObjPath)}",
        Notify.NotificationOneofCase.OperComplete =>
            $"OperationComplete {Bounded(notify.OperComplete.ObjPath + notify.OperComplete.CommandName)}",
        _ => notify.NotificationCase.ToString(),
    };

    private static string Bounded(string text) => text.Length <= 120 ? text : text[..120];
}
