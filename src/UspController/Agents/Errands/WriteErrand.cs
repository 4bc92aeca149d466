using Usp.Messages;
using UspController.Messages;

namespace UspController.Agents.Errands;

internal sealed class WriteErrand(Operation.WriteValues write) : OperationErrand(write)
{
    public override Request Begin() => SetMessage.Create(write.Values);

    public override Request? Continue(Reply reply) => reply is Reply.Answered { Response.SetResp: { } response }
        ? SetMessage.Read(response) is { } fault ? Fail(fault) : Finish(new Outcome.ValuesWritten(write.Id, NeedsReboot: false))
        : Fail(FaultOf(reply, "Set"));
}
