using Usp.Messages;

namespace UspController.Messages;

/// <summary>
/// TR-369 "The Register Message": a USP service asks to be part of another agent's data model. This controller is no USP
/// broker, and says so for every path.
/// </summary>
internal static class RegisterMessage
{
    public const uint RegisterFailure = 7028;
    private const string Text = "This controller is no USP broker: nothing is registered here.";

    public static Msg Answer(string messageId, Register register)
    {
        // R-REG.1
        if (!register.AllowPartial)
        {
            var refused = ErrorMessage.Create(messageId, RegisterFailure, Text);
            refused.Body.Error.ParamErrs.AddRange(register.RegPaths.Select(p => new Error.Types.ParamError { ParamPath = p.Path, ErrCode = RegisterFailure, ErrMsg = Text }));
            return refused;
        }

        // R-REG.0
        var response = new RegisterResp();
        response.RegisteredPathResults.AddRange(register.RegPaths.Select(p => new RegisterResp.Types.RegisteredPathResult
        {
            RequestedPath = p.Path,
            OperStatus = new RegisterResp.Types.RegisteredPathResult.Types.OperationStatus
            {
                OperFailure = new RegisterResp.Types.RegisteredPathResult.Types.OperationStatus.Types.OperationFailure { ErrCode = RegisterFailure, ErrMsg = Text },
            },
        }));
        return new Msg
        {
            Header = new Header { MsgId = messageId, MsgType = Header.Types.MsgType.RegisterResp },
            Body = new Body { Response = new Response { RegisterResp = response } },
        };
    }
}
