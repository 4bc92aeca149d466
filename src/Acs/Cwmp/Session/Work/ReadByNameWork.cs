using System.Collections.Immutable;
using Acs.Cwmp.Rpc;
using Provisioning.Conversations;
using Provisioning.Devices;

namespace Acs.Cwmp.Session.Work;

/// <summary>
/// ReadValues at a gateway that knows no partial paths in GetParameterValues (switch ReadByName), which TR-069 A.3.2.2 wants: the
/// names below each object are listed first, then their values are read.
/// </summary>
/// <param name="Objects">Still to be listed; the first is being listed.</param>
/// <param name="Reading">The reading of values; null: there is still something to list.</param>
internal sealed record ReadByNameWork(
    Guid Id,
    int BatchSize,
    ImmutableQueue<string> Objects,
    ImmutableList<string> Names,
    ImmutableList<ParameterFault> Missing,
    OperationWork? Reading) : OperationWork
{
    public static WorkStep Begin(Operation.ReadValues read, int batchSize) => new ReadByNameWork(
        read.Id, batchSize, [.. read.Paths.Where(ParameterPath.IsObject).Distinct(StringComparer.Ordinal)],
        [.. read.Paths.Where(p => !ParameterPath.IsObject(p))], [], Reading: null).Next();

    public override WorkStep Take(ICpeMessage answer)
    {
        if (Reading is not null)
        {
            return Follow(Reading.Take(answer));
        }

        var rest = Objects.Dequeue(out var listed);
        return answer switch
        {
            GetParameterNamesResponse response =>
                (this with { Objects = rest, Names = Names.AddRange(response.Names.Select(n => n.Path).Where(p => !ParameterPath.IsObject(p))) }).Next(),
            CpeFault { Fault: { Kind: FaultKind.NoSuchPath } fault } =>
                (this with { Objects = rest, Missing = Missing.Add(new ParameterFault(listed, fault.Code, fault.Text)) }).Next(),
            _ => new WorkStep.Done(new Outcome.Failed(Id, FaultOf(answer))),
        };
    }

    public override Outcome Lost(string reason) => new Outcome.Lost(Id, reason);

    private WorkStep Next() => Objects.IsEmpty
        ? Follow(ReadValuesWork.Begin(new Operation.ReadValues(Id, Names), BatchSize))
        : new WorkStep.Send(this, new GetParameterNames(Objects.Peek(), NextLevel: false));

    private WorkStep Follow(WorkStep step) => step switch
    {
        WorkStep.Send send => new WorkStep.Send(this with { Reading = send.Work }, send.Request),
        WorkStep.Done { Outcome: Outcome.ValuesRead read } => new WorkStep.Done(read with { Missing = [.. Missing, .. read.Missing] }),
        _ => step,
    };
}
