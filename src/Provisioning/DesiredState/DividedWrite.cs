using Provisioning.Conversations;
using Provisioning.Devices;

namespace Provisioning.DesiredState;

/// <summary>
/// A refused write is refused whole (TR-069 A.3.2.1, USP Set with allow_partial false). Where its values do not need each
/// other the culprits are found, by what the gateway names or by halving, and the rest is applied. Pure.
/// </summary>
internal static class DividedWrite
{
    public const int MaxValues = 100;

    /// <summary>What is written at once, of what is wrong.</summary>
    public static int Limit(ReconcileProgress progress) => progress.WriteLimit is > 0 and < MaxValues ? progress.WriteLimit : MaxValues;

    public static ReconcileProgress Accepted(ReconcileProgress progress, Operation.WriteValues write) =>
        progress.WriteLimit == 0 ? progress : progress with { WriteLimit = write.Values.Count * 2 < MaxValues ? write.Values.Count * 2 : 0 };

    /// <param name="attempts">How often this very write was handed out, this time included.</param>
    public static ReconcileProgress Refused(ReconcileProgress progress, Operation.WriteValues write, Fault fault, int attempts)
    {
        var written = write.Values.Select(v => v.Path).ToHashSet(StringComparer.Ordinal);
        var named = fault.Parameters.Where(p => written.Contains(p.Path)).DistinctBy(p => p.Path, StringComparer.Ordinal).ToList();
        if (named.Count == 0 && write.Values.Count > 1)
        {
            return progress with { WriteLimit = write.Values.Count / 2 };
        }

        if (named.Count == 0)
        {
            named.Add(new ParameterFault(write.Values[0].Path, fault.Code, fault.Text));
        }

        // Alone and for a reason that may pass: it gets its attempts.
        return write.Values.Count == 1 && MayPass(fault.Kind) && attempts < Reconciler.MaxAttempts
            ? progress
            : progress with { Refused = progress.Refused.SetItems(named.Select(n => KeyValuePair.Create(n.Path, n))) };
    }

    /// <summary>Of what is wrong: what may still be written, and what the gateway has refused, in its words.</summary>
    public static (List<ParameterValue> Open, List<ParameterFault> Refused) Sort(IReadOnlyList<ParameterValue> wrong, ReconcileProgress progress)
    {
        List<ParameterValue> open = [];
        List<ParameterFault> refused = [];
        foreach (var value in wrong)
        {
            if (progress.Refused.TryGetValue(value.Path, out var fault))
            {
                refused.Add(fault);
            }
            else
            {
                open.Add(value);
            }
        }

        return (open, refused);
    }

    /// <summary>Null: nothing is refused, or it came right by itself.</summary>
    /// <param name="refused">By path.</param>
    public static ReconcileStep? Remaining(IReadOnlyList<ParameterFault> refused)
    {
        const int Shown = 10;
        if (refused.Count == 0)
        {
            return null;
        }

        var names = string.Join("; ", refused.Take(Shown)) + (refused.Count > Shown ? $"; and {refused.Count - Shown} more" : "");
        return new ReconcileStep.Faulted(
            $"All is set but what the gateway refuses: {names}",
            new Fault(FaultKind.InvalidArguments, refused[0].Code, refused[0].Text, refused));
    }

    private static bool MayPass(FaultKind kind) => kind is FaultKind.Other or FaultKind.ResourcesExceeded or FaultKind.Denied or FaultKind.Timeout;
}
