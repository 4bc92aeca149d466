namespace Provisioning.Devices;

/// <summary>Search and merge on arrays of parameters sorted by path (ordinal): a small change costs one copy, no sort.</summary>
internal static class SortedEntries
{
    public static readonly Comparison<ReportedParameter> ByPath = (a, b) => string.CompareOrdinal(a.Path, b.Path);

    public static bool IsSorted(ReportedParameter[] entries)
    {
        for (var i = 1; i < entries.Length; i++)
        {
            if (string.CompareOrdinal(entries[i - 1].Path, entries[i].Path) >= 0)
            {
                return false;
            }
        }

        return true;
    }

    public static int LowerBound(ReportedParameter[] entries, string path)
    {
        int low = 0, high = entries.Length;
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (string.CompareOrdinal(entries[middle].Path, path) < 0)
            {
                low = middle + 1;
            }
            else
            {
                high = middle;
            }
        }

        return low;
    }

    /// <summary>The first index from <paramref name="low"/> on whose path does not begin with <paramref name="prefix"/>.</summary>
    public static int UpperBound(ReportedParameter[] entries, string prefix, int low)
    {
        var high = entries.Length;
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (entries[middle].Path.StartsWith(prefix, StringComparison.Ordinal))
            {
                low = middle + 1;
            }
            else
            {
                high = middle;
            }
        }

        return low;
    }

    public static (int Start, int End) Range(ReportedParameter[] entries, string prefix)
    {
        var start = LowerBound(entries, prefix);
        return (start, UpperBound(entries, prefix, start));
    }

    /// <summary>Sorted, the last of equal paths wins.</summary>
    public static List<ParameterValue> Prepare(IEnumerable<ParameterValue> values)
    {
        var sorted = values.ToList();
        var needsWork = false;
        for (var i = 1; i < sorted.Count && !needsWork; i++)
        {
            needsWork = string.CompareOrdinal(sorted[i - 1].Path, sorted[i].Path) >= 0;
        }

        if (!needsWork)
        {
            return sorted;
        }

        var last = new Dictionary<string, ParameterValue>(sorted.Count, StringComparer.Ordinal);
        foreach (var value in sorted)
        {
            last[value.Path] = value;
        }

        var unique = last.Values.ToList();
        unique.Sort((a, b) => string.CompareOrdinal(a.Path, b.Path));
        return unique;
    }

    /// <summary>One pass over both; old entries that <paramref name="replacedRoot"/> covers and that are not fresh fall out.</summary>
    public static ReportedParameter[] Merge(ReportedParameter[] old, List<ParameterValue> fresh, DateTimeOffset at, string? replacedRoot)
    {
        var merged = new List<ReportedParameter>(old.Length + fresh.Count);
        int o = 0, f = 0;
        while (o < old.Length || f < fresh.Count)
        {
            var order = o == old.Length ? 1 : f == fresh.Count ? -1 : string.CompareOrdinal(old[o].Path, fresh[f].Path);
            if (order < 0)
            {
                if (replacedRoot is null || !ParameterPath.Covers(replacedRoot, old[o].Path))
                {
                    merged.Add(old[o]);
                }

                o++;
            }
            else
            {
                var before = order == 0 ? old[o++] : null;
                var value = fresh[f++];
                var type = value.Type == ParameterType.Unknown ? before?.Type ?? ParameterType.Unknown : value.Type;
                merged.Add(new ReportedParameter(before?.Path ?? value.Path, value.Value, type, before?.Writable, at));
            }
        }

        return [.. merged];
    }
}
