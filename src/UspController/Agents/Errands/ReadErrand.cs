using Usp.Messages;
using UspController.Messages;

namespace UspController.Agents.Errands;

/// <summary>Reads values, some hundred paths at a time.</summary>
internal sealed class ReadErrand(Operation.ReadValues read) : OperationErrand(read)
{
    private const int PathsPerMessage = 250;
    private readonly List<ParameterValue> _values = [];
    private readonly List<ParameterFault> _missing = [];
    private int _asked;

    public override Request Begin() => Ask();

    public override Request? Continue(Reply reply)
    {
        if (reply is not Reply.Answered { Response.GetResp: { } response })
        {
            return Fail(FaultOf(reply, "Get"));
        }

        GetMessage.Read(response, _values, _missing);
        return _asked < read.Paths.Count ? Ask() : Finish(new Outcome.ValuesRead(read.Id, _values, _missing));
    }

    private Request Ask()
    {
        var paths = read.Paths.Skip(_asked).Take(PathsPerMessage).ToList();
        _asked += paths.Count;
        return GetMessage.Create(paths);
    }
}
