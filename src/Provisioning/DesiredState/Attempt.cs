using Provisioning.Conversations;
using Provisioning.Devices;

namespace Provisioning.DesiredState;

/// <summary>Hands an operation out, unless it was tried often enough: the bound of <see cref="Reconciler.MaxAttempts"/>.</summary>
internal static class Attempt
{
    /// <summary>All operations together for one desired state; a gateway that answers ever differently ends here.</summary>
    private const int MaxInAll = 400;

    public static ReconcileStep Of(Operation operation, ReconcileProgress progress, DesiredDevice desired, string reason)
    {
        var fault = progress.LastFault;
        if (fault is { Kind: FaultKind.ResourcesExceeded } && operation is (Operation.AddInstances or Operation.WriteValues))
        {
            return new ReconcileStep.Faulted($"The gateway has no room for more: {fault}", fault);
        }

        if (operation is Operation.WriteValues write && WithoutCulprits(write, fault) is { } rest)
        {
            operation = rest;
        }

        if (progress.Attempts.GetValueOrDefault(OperationFingerprint.Of(operation)) >= Reconciler.MaxAttempts)
        {
            return new ReconcileStep.Faulted(
                fault is null
                    ? $"{reason} The gateway accepted it {Reconciler.MaxAttempts} times, and still reports otherwise: {What(operation)}."
                    : $"{reason} The gateway refuses: {fault}",
                fault);
        }

        var total = 0;
        foreach (var count in progress.Attempts.Values)
        {
            total += count;
        }

        return total >= MaxInAll + (2 * (desired.Objects.Count + desired.Values.Count))
            ? new ReconcileStep.Faulted($"{reason} Gave up after {total} operations that led nowhere.", fault)
            : new ReconcileStep.Do(operation, reason);
    }

    /// <summary>
    /// What a gateway named as at fault must not keep back the rest, for a refused write is refused whole (TR-069 A.3.2.1).
    /// </summary>
    private static Operation.WriteValues? WithoutCulprits(Operation.WriteValues write, Fault? fault)
    {
        if (fault is null || fault.Parameters.Count == 0)
        {
            return null;
        }

        var culprits = fault.Parameters.Select(p => p.Path).ToHashSet(StringComparer.Ordinal);
        var rest = write.Values.Where(v => !culprits.Contains(v.Path)).ToList();
        return rest.Count > 0 && rest.Count < write.Values.Count ? write with { Values = rest } : null;
    }

    private static string What(Operation operation) => operation switch
    {
        Operation.WriteValues write => $"{write.Values[0].Path} = {Shown(write.Values[0])}",
        Operation.AddInstances add => $"a row in {add.Instances[0].Table}",
        Operation.DeleteInstances delete => $"{delete.Paths[0]} is still there",
        Operation.ReadValues read => $"{read.Paths[0]} cannot be read",
        _ => operation.GetType().Name,
    };

    private static string Shown(ParameterValue value) => HiddenParameters.IsHidden(value.Path) ? "(secret)" : value.Value;
}
