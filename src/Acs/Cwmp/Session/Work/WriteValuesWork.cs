using Acs.Cwmp.Rpc;
using Provisioning.Conversations;
using Provisioning.Devices;

namespace Acs.Cwmp.Session.Work;

/// <summary>WriteValues → one SetParameterValues, which the standard makes all or nothing (TR-069 A.3.2.1).</summary>
internal sealed record WriteValuesWork(Guid Id) : OperationWork
{
    public static WorkStep Begin(Operation.WriteValues write) => write.Values.Count == 0
        ? new WorkStep.Done(new Outcome.ValuesWritten(write.Id, NeedsReboot: false))
        : new WorkStep.Send(new WriteValuesWork(write.Id), new SetParameterValues(Distinct(write.Values), write.ParameterKey));

    public override WorkStep Take(ICpeMessage answer) => new WorkStep.Done(answer is SetParameterValuesResponse response
        ? new Outcome.ValuesWritten(Id, response.Status == 1)
        : new Outcome.Failed(Id, FaultOf(answer)));

    public override Outcome Lost(string reason) => new Outcome.Lost(Id, reason);

    /// <summary>A path twice is an error of the caller's that some gateways accept and some do not: the last one counts.</summary>
    internal static List<ParameterValue> Distinct(IReadOnlyList<ParameterValue> values)
    {
        var at = new Dictionary<string, int>(values.Count, StringComparer.Ordinal);
        var distinct = new List<ParameterValue>(values.Count);
        foreach (var value in values)
        {
            if (at.TryGetValue(value.Path, out var index))
            {
                distinct[index] = value;
            }
            else
            {
                at.Add(value.Path, distinct.Count);
                distinct.Add(value);
            }
        }

        return distinct;
    }
}
