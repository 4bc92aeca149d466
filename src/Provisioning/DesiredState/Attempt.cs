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
        if (fault is { Kind: FaultKind.ResourcesExceeded } && operation is (Operation.AddInstances or Operation.WriteValues { Divisible: false }))
        {
            return new ReconcileStep.Faulted($"The gateway has no room for more: {fault}", fault);
        }

        if (progress.Attempts.GetValueOrDefault(OperationFingerprint.Of(operation)) >= Reconciler.MaxAttempts)
        {
            return new ReconcileStep.Faulted(
                fault is null
                    ? $"{reason} The gateway accepted it {Reconciler.MaxAttempts} times, and still reports otherwise: {What(operation)}."
                    : $"{reason} The gateway refuses: {fault}{Explained(operation, fault)}",
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

    /// <summary>A table that was read, or that the data model has, and AddObject says that there is no such name.</summary>
    private static string Explained(Operation operation, Conversations.Fault fault) =>
        operation is Operation.AddInstances add && fault.Kind == FaultKind.NoSuchPath
            ? $" (AddObject of {add.Instances[0].Table}: its firmware lacks that table, or makes its rows only by itself; an empty table gives no hint. Declare rows in a table that it has, or upgrade it.)"
            : "";

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
