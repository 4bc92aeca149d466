using Usp.Messages;

namespace UspController.Messages;

/// <summary>TR-369 "The Operate Message".</summary>
internal static class OperateMessage
{
    public static Request Create(string command, string commandKey, IEnumerable<KeyValuePair<string, string>>? arguments = null)
    {
        var operate = new Operate { Command = command, CommandKey = commandKey, SendResp = true };
        foreach (var (name, value) in arguments ?? [])
        {
            operate.InputArgs[name] = value;
        }

        return new Request { Operate = operate };
    }

    /// <summary>
    /// A command that fails to start is a failure here and has no OperationComplete. Where a search path started several,
    /// the first failure counts, else the first result.
    /// </summary>
    public static Outcome Read(OperateResp response, Guid operationId)
    {
        var failure = response.OperationResults.FirstOrDefault(r => r.CmdFailure is not null)?.CmdFailure;
        if (failure is not null)
        {
            return new Outcome.Failed(operationId, UspFault.Create(failure.ErrCode, failure.ErrMsg));
        }

        var result = response.OperationResults.FirstOrDefault();
        return result?.OperationRespCase switch
        {
            OperateResp.Types.OperationResult.OperationRespOneofCase.ReqObjPath =>
                new Outcome.Accepted(operationId, Completed: false, new Dictionary<string, string>(StringComparer.Ordinal)),
            OperateResp.Types.OperationResult.OperationRespOneofCase.ReqOutputArgs =>
                new Outcome.Accepted(operationId, Completed: true, result.ReqOutputArgs.OutputArgs_.ToDictionary(StringComparer.Ordinal)),
            // No result at all: the path matched nothing (TR-369 R-MSG.4a), or an agent that leaves out an empty ReqOutputArgs.
            _ when result is not null => new Outcome.Accepted(operationId, Completed: true, new Dictionary<string, string>(StringComparer.Ordinal)),
            _ => new Outcome.Failed(operationId, UspFault.Create(7016, "The command's path matched no object.")),
        };
    }

    /// <summary>An Error in place of the response: 7026 here means that there is no such command.</summary>
    public static Fault ToFault(Error error)
    {
        var fault = ErrorMessage.ToFault(error);
        return error.ErrCode is 7022 or 7026 ? fault with { Kind = FaultKind.NotSupported } : fault;
    }
}
