using Usp.Messages;
using UspController.Messages;

namespace UspController.Agents.Errands;

internal sealed class DeleteErrand(Operation.DeleteInstances delete) : OperationErrand(delete)
{
    public override Request Begin() => DeleteMessage.Create(delete.Paths);

    public override Request? Continue(Reply reply)
    {
        if (reply is Reply.Answered { Response.DeleteResp: { } response })
        {
            var (paths, fault) = DeleteMessage.Read(response);
            return Finish(new Outcome.InstancesDeleted(delete.Id, paths, fault));
        }

        return reply is Reply.Refused
            ? Finish(new Outcome.InstancesDeleted(delete.Id, [], FaultOf(reply, "Delete")))
            : Fail(FaultOf(reply, "Delete"));
    }
}
