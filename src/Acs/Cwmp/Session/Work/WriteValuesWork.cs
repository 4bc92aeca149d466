using Acs.Cwmp.Rpc;
using Provisioning.Conversations;
using Provisioning.Devices;

namespace Acs.Cwmp.Session.Work;

/// <summary>
/// WriteValues → one SetParameterValues, which the standard makes all or nothing. A value must have the parameter's type (TR-069
/// A.3.2.1, fault 9006): where nobody knows it, GetParameterValues asks for it first.
/// </summary>
/// <param name="Asking">The reading of types; null: they are known as far as they can be, and the values are on their way.</param>
internal sealed record WriteValuesWork(Operation.WriteValues Write, OperationWork? Asking) : OperationWork
{
    public static WorkStep Begin(Operation.WriteValues write)
    {
        if (write.Values.Count == 0)
        {
            return new WorkStep.Done(new Outcome.ValuesWritten(write.Id, NeedsReboot: false));
        }

        var work = new WriteValuesWork(write with { Values = Distinct(write.Values) }, null);
        var untyped = write.Values.Where(v => v.Type == ParameterType.Unknown).Select(v => v.Path).ToList();
        return untyped.Count == 0 ? work.Send([]) : work.Follow(ReadValuesWork.Begin(new Operation.ReadValues(write.Id, untyped)));
    }

    public override WorkStep Take(ICpeMessage answer) =>
        Asking is not null ? Follow(Asking.Take(answer))
        : new WorkStep.Done(answer is SetParameterValuesResponse response
            ? new Outcome.ValuesWritten(Write.Id, response.Status == 1)
            : new Outcome.Failed(Write.Id, FaultOf(answer)));

    public override Outcome Lost(string reason) => new Outcome.Lost(Write.Id, reason);

    /// <summary>A path that cannot be read is written all the same: the fault of that names it.</summary>
    private WorkStep.Send Follow(WorkStep step) => step switch
    {
        WorkStep.Send read => new WorkStep.Send(this with { Asking = read.Work }, read.Request),
        WorkStep.Done { Outcome: Outcome.ValuesRead read } => Send(read.Values),
        _ => Send([]),
    };

    private WorkStep.Send Send(IReadOnlyList<ParameterValue> read)
    {
        var types = new Dictionary<string, ParameterType>(read.Count, StringComparer.Ordinal);
        foreach (var value in read)
        {
            types[value.Path] = value.Type;
        }

        // TR-069 3.6.1: asked for by alias, it may be answered by number; every row of a table has the same types.
        foreach (var value in Write.Values.Where(v => v.Type == ParameterType.Unknown && AliasPath.Has(v.Path) && !types.ContainsKey(v.Path)))
        {
            var template = ParameterPath.Template(value.Path);
            types[value.Path] = read.FirstOrDefault(r => ParameterPath.Template(r.Path) == template).Type;
        }

        var typed = Write.Values.Select(v => v.Type == ParameterType.Unknown ? v with { Type = types.GetValueOrDefault(v.Path) } : v);
        return new WorkStep.Send(this with { Asking = null }, new SetParameterValues([.. typed], Write.ParameterKey));
    }

    /// <summary>A path twice is an error of the caller's that some gateways accept and some do not: the last one counts.</summary>
    private static List<ParameterValue> Distinct(IReadOnlyList<ParameterValue> values)
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
