using Usp.Messages;
using UspController.Messages;

namespace UspController.Agents.Errands;

/// <summary>A request as somebody wrote it, and the response as it comes.</summary>
internal sealed class MessageErrand(Operation.UspMessage operation, Request request) : OperationErrand(operation)
{
    public override Request Begin() => request;

    public override Request? Continue(Reply reply) => reply is Reply.Answered answered
        ? Finish(new Outcome.Answered(Operation.Id, RequestJson.Write(answered.Response)))
        : Fail(FaultOf(reply, request.ReqTypeCase.ToString()));
}
