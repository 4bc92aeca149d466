using System.Collections.Immutable;

namespace Provisioning.Devices;

/// <summary>
/// All that a gateway has reported, as one immutable document sorted by path. <see cref="ReadAt"/> remembers which
/// subtrees were read whole and when, so that absence means something; a write makes its subtree stale until it is read back.
/// </summary>
public sealed class ReportedParameters
{
    private readonly ImmutableArray<ReportedParameter> _entries;
    private readonly ImmutableSortedDictionary<string, DateTimeOffset> _roots;

    private ReportedParameters(ImmutableArray<ReportedParameter> entries, ImmutableSortedDictionary<string, DateTimeOffset> roots)
    {
        _entries = entries;
        _roots = roots;
    }

    public static ReportedParameters Empty { get; } =
        new([], ImmutableSortedDictionary.Create<string, DateTimeOffset>(StringComparer.Ordinal));

    public IReadOnlyList<ReportedParameter> Entries => _entries;

    /// <summary>Subtrees (<c>Device.Firewall.</c>) that were read whole, with the time of the read.</summary>
    public IReadOnlyDictionary<string, DateTimeOffset> Roots => _roots;

    /// <summary>Rebuilds a document from storage.</summary>
    public static ReportedParameters From(IEnumerable<ReportedParameter> entries, IEnumerable<KeyValuePair<string, DateTimeOffset>> roots) =>
        new([.. entries.OrderBy(e => e.Path, StringComparer.Ordinal)], roots.ToImmutableSortedDictionary(StringComparer.Ordinal));

    public ReportedParameter? Find(string path)
    {
        var index = LowerBound(path);
        return index < _entries.Length && string.Equals(_entries[index].Path, path, StringComparison.Ordinal) ? _entries[index] : null;
    }

    public string? Value(string path) => Find(path)?.Value;

    /// <summary>Every parameter below <paramref name="prefix"/>, which ends with a dot.</summary>
    public ReadOnlySpan<ReportedParameter> Under(string prefix)
    {
        var start = LowerBound(prefix);
        var end = start;
        while (end < _entries.Length && _entries[end].Path.StartsWith(prefix, StringComparison.Ordinal))
        {
            end++;
        }

        return _entries.AsSpan()[start..end];
    }

    /// <summary>Instance paths of <paramref name="table"/> (<c>Device.A.</c> → <c>Device.A.1.</c>, …) in numeric order.</summary>
    public IReadOnlyList<string> Instances(string table)
    {
        var numbers = new SortedSet<int>();
        foreach (var entry in Under(table))
        {
            var rest = entry.Path.AsSpan(table.Length);
            var dot = rest.IndexOf('.');
            if (dot > 0 && ParameterPath.IsInstanceNumber(rest[..dot]))
            {
                numbers.Add(int.Parse(rest[..dot], System.Globalization.CultureInfo.InvariantCulture));
            }
        }

        return [.. numbers.Select(n => $"{table}{n}.")];
    }

    /// <summary>When the subtree that holds <paramref name="path"/> was last read whole; null when never, or stale since a write.</summary>
    public DateTimeOffset? ReadAt(string path)
    {
        DateTimeOffset? newest = null;
        foreach (var (root, at) in _roots)
        {
            if (path.StartsWith(root, StringComparison.Ordinal) && (newest is null || at > newest))
            {
                newest = at;
            }
        }

        return newest;
    }

    /// <summary>Takes values in without claiming to know the whole subtree (an Inform, a Notify, an answered read).</summary>
    public ReportedParameters With(IEnumerable<ParameterValue> values, DateTimeOffset at) => new(Merge(values, at, null), _roots);

    /// <summary>Takes a whole subtree in: what was below <paramref name="root"/> and is not among the values is gone.</summary>
    public ReportedParameters WithSubtree(string root, IEnumerable<ParameterValue> values, DateTimeOffset at)
    {
        var kept = _roots.Where(r => !r.Key.StartsWith(root, StringComparison.Ordinal));
        return new(Merge(values, at, root), kept.Append(new(root, at)).ToImmutableSortedDictionary(StringComparer.Ordinal));
    }

    /// <summary>
    /// Marks what overlaps <paramref name="path"/> as not known to be true any more: written to, or said to have changed.
    /// Values stay for display.
    /// </summary>
    public ReportedParameters Stale(string path)
    {
        var roots = _roots.Where(r =>
            !path.StartsWith(r.Key, StringComparison.Ordinal) && !r.Key.StartsWith(path, StringComparison.Ordinal));
        return new(_entries, roots.ToImmutableSortedDictionary(StringComparer.Ordinal));
    }

    /// <summary>Drops a subtree: the gateway says that it is gone.</summary>
    public ReportedParameters Without(string prefix) =>
        new([.. _entries.Where(e => !e.Path.StartsWith(prefix, StringComparison.Ordinal))], _roots);

    private ImmutableArray<ReportedParameter> Merge(IEnumerable<ParameterValue> values, DateTimeOffset at, string? replacedRoot)
    {
        var merged = new Dictionary<string, ReportedParameter>(_entries.Length, StringComparer.Ordinal);
        foreach (var entry in _entries)
        {
            merged[entry.Path] = entry;
        }

        var fresh = new HashSet<string>(StringComparer.Ordinal);
        foreach (var value in values)
        {
            merged.TryGetValue(value.Path, out var old);
            var type = value.Type == ParameterType.Unknown ? old?.Type ?? ParameterType.Unknown : value.Type;
            merged[value.Path] = new ReportedParameter(value.Path, value.Value, type, old?.Writable, at);
            fresh.Add(value.Path);
        }

        var result = merged.Values.Where(e =>
            replacedRoot is null || fresh.Contains(e.Path) || !e.Path.StartsWith(replacedRoot, StringComparison.Ordinal));
        return [.. result.OrderBy(e => e.Path, StringComparer.Ordinal)];
    }

    private int LowerBound(string path)
    {
        int low = 0, high = _entries.Length;
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (string.CompareOrdinal(_entries[middle].Path, path) < 0)
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
}
