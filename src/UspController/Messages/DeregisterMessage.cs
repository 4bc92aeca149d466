using Usp.Messages;

namespace UspController.Messages;

/// <summary>TR-369 "The Deregister Message": always answered by its response (R-DEREG.4); nothing was registered here.</summary>
internal static class DeregisterMessage
{
    public const uint NotRegistered = 7030;

    public static Msg Answer(string messageId, Deregister deregister)
    {
        var response = new DeregisterResp();
        response.DeregisteredPathResults.AddRange(deregister.Paths.Select(path => new DeregisterResp.Types.DeregisteredPathResult
        {
            RequestedPath = path,
            // R-DEREG.2: "all of mine" is none, and that many are gone.
            OperStatus = path.Length == 0
                ? new DeregisterResp.Types.DeregisteredPathResult.Types.OperationStatus
                {
                    OperSuccess = new DeregisterResp.Types.DeregisteredPathResult.Types.OperationStatus.Types.OperationSuccess(),
                }
                : new DeregisterResp.Types.DeregisteredPathResult.Types.OperationStatus
                {
                    OperFailure = new DeregisterResp.Types.DeregisteredPathResult.Types.OperationStatus.Types.OperationFailure
                    {
                        ErrCode = NotRegistered, ErrMsg = "This controller is no USP broker: nothing was registered here.",
                    },
                },
        }));
        return new Msg
        {
            Header = new Header { MsgId = messageId, MsgType = Header.Types.MsgType.DeregisterResp },
            Body = new Body { Response = new Response { DeregisterResp = response } },
        };
    }
}
