using Usp.Messages;
using UspController.Messages;

namespace UspController.Agents.Errands;

/// <summary>Lists the asynchronous commands that the agent has not ended (TR-369 "Asynchronous Operations").</summary>
internal sealed class RequestsErrand(Operation.ListTransfers list, string root = DataRoot.Device) : OperationErrand(list)
{
    public override Request Begin() => GetMessage.Create([$"{root}LocalAgent.Request."]);

    public override Request? Continue(Reply reply)
    {
        if (reply is not Reply.Answered { Response.GetResp: { } response })
        {
            return Fail(FaultOf(reply, "Get"));
        }

        var values = new List<ParameterValue>();
        GetMessage.Read(response, values, []);
        return Finish(new Outcome.TransfersListed(list.Id, [.. values.GroupBy(v => ParameterPath.Parent(v.Path), StringComparer.Ordinal).Select(Row)]));
    }

    private static QueuedTransfer Row(IGrouping<string, ParameterValue> row)
    {
        return new QueuedTransfer(Of("CommandKey"), Of("Status") switch { "Requested" => 1, "Active" or "Canceling" => 2, _ => 3 }) { Command = Of("Command") };

        string Of(string name) => row.FirstOrDefault(v => ParameterPath.Name(v.Path) == name).Value ?? "";
    }
}
