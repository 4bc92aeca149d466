using Usp.Messages;
using UspController.Messages;

namespace UspController.Agents.Errands;

internal sealed class AddErrand(Operation.AddInstances add) : OperationErrand(add)
{
    public override Request Begin() => AddMessage.Create(add.Instances);

    public override Request? Continue(Reply reply)
    {
        if (reply is Reply.Answered { Response.AddResp: { } response })
        {
            var (paths, fault) = AddMessage.Read(response, add.Instances);
            return Finish(new Outcome.InstancesAdded(add.Id, paths, fault));
        }

        // All or nothing: with an Error none was made. With silence nobody knows.
        return reply is Reply.Refused
            ? Finish(new Outcome.InstancesAdded(add.Id, new string?[add.Instances.Count], FaultOf(reply, "Add")))
            : Fail(FaultOf(reply, "Add"));
    }
}
