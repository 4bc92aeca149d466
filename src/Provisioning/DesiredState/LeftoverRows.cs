using Provisioning.Devices;

namespace Provisioning.DesiredState;

/// <summary>Rows that are ours and wanted no more; nobody else's row is ever among them.</summary>
internal static class LeftoverRows
{
    /// <summary>Owned rows that are no desired object, those that others of them refer to last.</summary>
    public static IReadOnlyList<string> Retired(DesiredDevice desired, ReportedParameters reported, MatchedRows matched)
    {
        var wanted = matched.Instances.Values.ToHashSet(StringComparer.Ordinal);
        var retired = new List<string>();
        foreach (var rows in desired.Owned)
        {
            foreach (var row in Rows(rows.Table, reported))
            {
                if (!wanted.Contains(row) && IsOwned(rows, row, reported) && !retired.Contains(row, StringComparer.Ordinal))
                {
                    retired.Add(row);
                }
            }
        }

        // A row goes with its parent.
        var set = retired.ToHashSet(StringComparer.Ordinal);
        retired.RemoveAll(row => Parents(row).Any(set.Contains));
        return ReferredToLast(retired, reported);
    }

    /// <summary>
    /// Switches off the leftover rows that are on. Rows go one by one, and what is left half-way may mean something else: a
    /// chain whose caller is gone, an Accept whose Drop is gone.
    /// </summary>
    public static List<ParameterValue> InUse(IReadOnlyList<string> retired, ReportedParameters reported) =>
    [
        .. retired.Select(row => reported.Find(row + "Enable"))
            .Where(e => e is { Writable: not false } && CanonicalValue.Same("true", e.Value, ParameterType.Boolean))
            .Select(e => new ParameterValue(e!.Path, "false", ParameterType.Boolean)),
    ];

    /// <summary>
    /// Rows that this server made and that came out as no desired object: values refused half-way, or a text cut short.
    /// </summary>
    public static IReadOnlyList<string> HalfMade(
        DesiredDevice desired, ReportedParameters reported, MatchedRows matched, IReadOnlyCollection<string> made)
    {
        if (made.Count == 0)
        {
            return [];
        }

        var wanted = matched.Instances.Values.ToHashSet(StringComparer.Ordinal);
        return [.. made.Where(row => !wanted.Contains(row) && reported.Under(row).Length > 0 && IsNobodyElses(desired, reported, row))];
    }

    /// <summary>An instance number may have gone to somebody else's row meanwhile: then what identifies rows here says so.</summary>
    private static bool IsNobodyElses(DesiredDevice desired, ReportedParameters reported, string row)
    {
        var table = ParameterPath.Parent(row);
        var template = ParameterPath.Template(table);
        var owned = desired.Owned.Where(o => o.Table == template || o.Table == table).ToLookup(o => o.Parameter, StringComparer.Ordinal);
        return owned.Count > 0 && owned.All(names => string.IsNullOrEmpty(reported.Value(row + names.Key)) || names.Any(o => IsOwned(o, row, reported)));
    }

    private static bool IsOwned(OwnedRows rows, string row, ReportedParameters reported) =>
        reported.Value(row + rows.Parameter) is { } value && value.StartsWith(rows.Prefix, StringComparison.Ordinal) && rows.Prefix.Length > 0;

    private static IEnumerable<string> Rows(string template, ReportedParameters reported)
    {
        var at = template.IndexOf("{i}.", StringComparison.Ordinal);
        if (at < 0)
        {
            return reported.Instances(template);
        }

        var rest = template[(at + 4)..];
        return reported.Instances(template[..at]).SelectMany(parent => Rows(parent + rest, reported));
    }

    private static IEnumerable<string> Parents(string row)
    {
        for (var parent = ParameterPath.Parent(row); parent.Length > 0; parent = ParameterPath.Parent(parent))
        {
            yield return parent;
        }
    }

    private static List<string> ReferredToLast(List<string> retired, ReportedParameters reported)
    {
        var set = retired.Select(r => r.TrimEnd('.')).ToHashSet(StringComparer.Ordinal);
        var referredTo = new HashSet<string>(StringComparer.Ordinal);
        foreach (var row in retired)
        {
            foreach (var parameter in reported.Under(row))
            {
                if (set.Contains(parameter.Value.TrimEnd('.')))
                {
                    referredTo.Add(parameter.Value.TrimEnd('.') + ".");
                }
            }
        }

        return [.. retired.OrderBy(referredTo.Contains)];
    }
}
