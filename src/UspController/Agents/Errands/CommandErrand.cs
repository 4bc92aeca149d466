using Usp.Messages;
using UspController.Messages;

namespace UspController.Agents.Errands;

internal sealed class CommandErrand(
    Operation operation,
    string command,
    string commandKey,
    IReadOnlyDictionary<string, string>? arguments = null) : OperationErrand(operation)
{
    public override Request Begin() => OperateMessage.Create(command, commandKey, arguments);

    public override Request? Continue(Reply reply) => reply switch
    {
        Reply.Answered { Response.OperateResp: { } response } => Finish(OperateMessage.Read(response, Operation.Id)),
        Reply.Refused refused => Fail(OperateMessage.ToFault(refused.Error)),
        _ => Fail(FaultOf(reply, "Operate")),
    };
}
