namespace Provisioning.DesiredState;

/// <summary>Rows that are good to have: each is seen to by itself when all else is as declared, and what the gateway refuses keeps nothing else back. Pure.</summary>
internal static class OptionalRows
{
    /// <param name="configure">The next step towards a declaration.</param>
    public static ReconcileStep Configure(DesiredDevice desired, ReconcileProgress progress, Func<DesiredDevice, ReconcileStep> configure)
    {
        var optional = desired.Objects.Where(o => o.IsOptional).ToList();
        if (optional.Count == 0)
        {
            return configure(desired);
        }

        var forgone = new SortedDictionary<string, string>(StringComparer.Ordinal);
        var without = optional.ToList();
        var step = configure(Without(desired, without));
        foreach (var row in optional)
        {
            if (step is not ReconcileStep.Converged converged)
            {
                break;
            }

            if (progress.Forgone.TryGetValue(row.Key, out var before))
            {
                forgone.Add(row.Key, before);
                continue;
            }

            without.Remove(row);
            step = configure(Without(desired, without));
            if (step is ReconcileStep.Faulted refused)
            {
                without.Add(row);
                forgone.Add(row.Key, refused.Reason);
                step = converged;
            }
        }

        return step is not ReconcileStep.Converged reached || forgone.Count == 0 ? step : reached with
        {
            Reason = $"{reached.Reason} Without what the gateway refuses: {string.Join("; ", forgone.Select(f => $"{f.Key} ({f.Value.TrimEnd('.')})"))}.",
            Forgone = forgone,
        };
    }

    /// <summary>Nor is what was made of them leftover.</summary>
    private static DesiredDevice Without(DesiredDevice desired, List<DesiredObject> rows) => rows.Count == 0 ? desired : desired with
    {
        Objects = [.. desired.Objects.Where(o => !rows.Contains(o))],
        Owned = [.. desired.Owned.Where(o => !rows.Exists(r => r.Table == o.Table && r.IdentifiedBy.TryGetValue(o.Parameter, out var known) && known == o.Prefix))],
    };
}
