using System.Collections.Immutable;
using Acs.Cwmp.Rpc;
using Provisioning.Conversations;
using Provisioning.Devices;

namespace Acs.Cwmp.Session.Work;

/// <summary>
/// ReadValues → GetParameterValues in batches. GetParameterValues fails as a whole when one path is gone (9005), so the
/// culprit is dropped where the fault names it, and found by halving where it does not. The same halving serves gateways
/// that run out of memory (9004, 9002).
/// </summary>
internal sealed record ReadValuesWork(
    Guid Id,
    ImmutableStack<ImmutableArray<string>> Batches,
    ImmutableList<ParameterValue> Values,
    ImmutableList<ParameterFault> Missing) : OperationWork
{
    public const int BatchSize = 32;

    public static WorkStep Begin(Operation.ReadValues read, int batchSize = BatchSize)
    {
        var batches = ImmutableStack<ImmutableArray<string>>.Empty;
        foreach (var batch in read.Paths.Distinct(StringComparer.Ordinal).Chunk(batchSize).Reverse())
        {
            batches = batches.Push([.. batch]);
        }

        return new ReadValuesWork(read.Id, batches, [], []).Next();
    }

    public override WorkStep Take(ICpeMessage answer)
    {
        var batch = Batches.Peek();
        var rest = Batches.Pop();
        switch (answer)
        {
            case GetParameterValuesResponse response:
                return (this with { Batches = rest, Values = Values.AddRange(response.Values) }).Next();
            case CpeFault { Fault: { Kind: FaultKind.NoSuchPath } fault } when batch.Length == 1:
                return (this with { Batches = rest, Missing = Missing.Add(new ParameterFault(batch[0], fault.Code, fault.Text)) }).Next();
            case CpeFault { Fault: { Kind: FaultKind.NoSuchPath } fault } when Named(batch, fault) is { Length: > 0 } named:
                var kept = batch.RemoveAll(named.Contains);
                var missing = Missing.AddRange(named.Select(path => new ParameterFault(path, fault.Code, fault.Text)));
                return (this with { Batches = kept.IsEmpty ? rest : rest.Push(kept), Missing = missing }).Next();
            case CpeFault { Fault.Kind: FaultKind.NoSuchPath or FaultKind.ResourcesExceeded or FaultKind.InvalidArguments or FaultKind.Other }
                when batch.Length > 1:
                var half = batch.Length / 2;
                return (this with { Batches = rest.Push(batch[half..]).Push(batch[..half]) }).Next();
            case CpeFault { Fault: var fault } when batch.Length == 1:
                var blamed = fault with { Parameters = [new ParameterFault(batch[0], fault.Code, fault.Text)] };
                return new WorkStep.Done(new Outcome.Failed(Id, blamed));
            default:
                return new WorkStep.Done(new Outcome.Failed(Id, FaultOf(answer)));
        }
    }

    public override Outcome Lost(string reason) => new Outcome.Lost(Id, reason);

    private WorkStep Next() => Batches.IsEmpty
        ? new WorkStep.Done(new Outcome.ValuesRead(Id, Values, Missing))
        : new WorkStep.Send(this, new GetParameterValues(Batches.Peek()));

    /// <summary>The paths of the batch that the fault names, in its list or as a whole word of its text.</summary>
    private static ImmutableArray<string> Named(ImmutableArray<string> batch, Fault fault)
    {
        var words = fault.Text.Split([' ', ',', ';', ':', '\'', '"', '(', ')', '[', ']'], StringSplitOptions.RemoveEmptyEntries);
        var named = words.Concat(fault.Parameters.Select(p => p.Path)).ToHashSet(StringComparer.Ordinal);
        return [.. batch.Where(named.Contains)];
    }
}
