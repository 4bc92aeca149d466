using Usp.Messages;

namespace UspController.Messages;

/// <summary>TR-369 "Error Fields": a request that cannot be served.</summary>
internal static class ErrorMessage
{
    public static Msg Create(string messageId, uint code, string text) => new()
    {
        Header = new Header { MsgId = messageId, MsgType = Header.Types.MsgType.Error },
        Body = new Body { Error = new Error { ErrCode = code, ErrMsg = text } },
    };

    public static Fault ToFault(Error error) => UspFault.Create(
        error.ErrCode,
        error.ErrMsg,
        error.ParamErrs.Select(p => UspFault.Culprit(p.ParamPath, p.ErrCode, p.ErrMsg)));
}
