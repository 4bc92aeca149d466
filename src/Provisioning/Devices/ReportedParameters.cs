using System.Collections.Immutable;
using System.Runtime.InteropServices;

namespace Provisioning.Devices;

/// <summary>
/// All that a gateway has reported, as one immutable document sorted by path. <see cref="ReadAt"/> remembers which
/// subtrees were read whole and when, so that absence means something; a write makes its subtree stale until it is read back.
/// </summary>
public sealed class ReportedParameters
{
    private static readonly ImmutableSortedDictionary<string, DateTimeOffset> NoRoots =
        ImmutableSortedDictionary.Create<string, DateTimeOffset>(StringComparer.Ordinal);

    private static readonly ImmutableSortedSet<string> NoStale = ImmutableSortedSet.Create<string>(StringComparer.Ordinal);

    private readonly ReportedParameter[] _entries;
    private readonly ImmutableSortedDictionary<string, DateTimeOffset> _roots;
    private readonly ImmutableSortedSet<string> _stale;

    private ReportedParameters(
        ReportedParameter[] entries,
        ImmutableSortedDictionary<string, DateTimeOffset> roots,
        ImmutableSortedSet<string> stale)
    {
        _entries = entries;
        _roots = roots;
        _stale = stale;
    }

    public static ReportedParameters Empty { get; } = new([], NoRoots, NoStale);

    public IReadOnlyList<ReportedParameter> Entries => ImmutableCollectionsMarshal.AsImmutableArray(_entries);

    /// <summary>Subtrees (<c>Device.Firewall.</c>) that were read whole, with the time of the read.</summary>
    public IReadOnlyDictionary<string, DateTimeOffset> Roots => _roots;

    /// <summary>Paths inside known subtrees that were written to, or said to have changed, and not read back since.</summary>
    public IReadOnlyCollection<string> StalePaths => _stale;

    /// <summary>Rebuilds a document from storage.</summary>
    public static ReportedParameters From(
        IEnumerable<ReportedParameter> entries,
        IEnumerable<KeyValuePair<string, DateTimeOffset>> roots,
        IEnumerable<string>? stale = null)
    {
        var array = entries.ToArray();
        if (!SortedEntries.IsSorted(array))
        {
            Array.Sort(array, SortedEntries.ByPath);
        }

        return new(array, roots.ToImmutableSortedDictionary(StringComparer.Ordinal), stale is null ? NoStale : NoStale.Union(stale));
    }

    public ReportedParameter? Find(string path)
    {
        var index = SortedEntries.LowerBound(_entries, path);
        return index < _entries.Length && string.Equals(_entries[index].Path, path, StringComparison.Ordinal) ? _entries[index] : null;
    }

    public string? Value(string path) => Find(path)?.Value;

    /// <summary>Every parameter below <paramref name="prefix"/>, which ends with a dot.</summary>
    public ReadOnlySpan<ReportedParameter> Under(string prefix)
    {
        var (start, end) = SortedEntries.Range(_entries, prefix);
        return _entries.AsSpan()[start..end];
    }

    /// <summary>Instance paths of <paramref name="table"/> (<c>Device.A.</c> → <c>Device.A.1.</c>, …) in numeric order.</summary>
    public IReadOnlyList<string> Instances(string table)
    {
        var numbers = new List<int>();
        var (index, end) = SortedEntries.Range(_entries, table);
        while (index < end)
        {
            var rest = _entries[index].Path.AsSpan(table.Length);
            var dot = rest.IndexOf('.');
            if (dot > 0 && ParameterPath.IsInstanceNumber(rest[..dot]) && int.TryParse(rest[..dot], out var number))
            {
                numbers.Add(number);

                // The rest of this instance lies side by side: step over it.
                index = SortedEntries.UpperBound(_entries, _entries[index].Path[..(table.Length + dot + 1)], index);
            }
            else
            {
                index++;
            }
        }

        numbers.Sort();
        return numbers.ConvertAll(n => $"{table}{n}.");
    }

    /// <summary>
    /// When the subtree that holds <paramref name="path"/> was last read whole; null when never, or stale since a write.
    /// For an object path, anything stale below it counts.
    /// </summary>
    public DateTimeOffset? ReadAt(string path)
    {
        if (StaleIn(path).Count > 0 || _stale.Any(s => ParameterPath.Covers(s, path)))
        {
            return null;
        }

        DateTimeOffset? newest = null;
        foreach (var (root, at) in _roots)
        {
            if (ParameterPath.Covers(root, path) && (newest is null || at > newest))
            {
                newest = at;
            }
        }

        return newest;
    }

    /// <summary>True when the subtree was read whole at some time, whatever has become stale inside it since.</summary>
    public bool WasRead(string path) => _roots.Keys.Any(root => ParameterPath.Covers(root, path));

    /// <summary>The stale paths at or below <paramref name="path"/>.</summary>
    public IReadOnlyList<string> StaleIn(string path) =>
        _stale.Count == 0 ? [] : [.. _stale.Where(s => ParameterPath.Covers(path, s))];

    /// <summary>Takes values in without claiming to know the whole subtree (an Inform, a Notify, an answered read).</summary>
    public ReportedParameters With(IEnumerable<ParameterValue> values, DateTimeOffset at)
    {
        var fresh = SortedEntries.Prepare(values);
        var stale = _stale.Count == 0 ? _stale : _stale.Except(fresh.Select(v => v.Path));
        return new(SortedEntries.Merge(_entries, fresh, at, null), _roots, stale);
    }

    /// <summary>Takes a whole subtree in: what was below <paramref name="root"/> and is not among the values is gone.</summary>
    /// <param name="root">An object path, or the path of one parameter.</param>
    public ReportedParameters WithSubtree(string root, IEnumerable<ParameterValue> values, DateTimeOffset at)
    {
        var merged = SortedEntries.Merge(_entries, SortedEntries.Prepare(values), at, root);
        var stale = _stale.Count == 0 ? _stale : _stale.Except(_stale.Where(s => ParameterPath.Covers(root, s)));

        // Part of a known subtree: its root goes on to say when it was read whole, unless it was never read.
        var partOfKnown = _roots.Keys.Any(r => r.Length < root.Length && ParameterPath.Covers(r, root));
        var roots = partOfKnown && stale.Count < _stale.Count
            ? _roots
            : _roots.RemoveRange(_roots.Keys.Where(r => ParameterPath.Covers(root, r))).Add(root, at);
        return new(merged, roots, stale);
    }

    /// <summary>
    /// Marks what overlaps <paramref name="path"/> as not known to be true any more: written to, or said to have changed.
    /// Values stay for display.
    /// </summary>
    public ReportedParameters Stale(string path)
    {
        var inside = _roots.Keys.Where(r => ParameterPath.Covers(path, r)).ToArray();
        var roots = inside.Length == 0 ? _roots : _roots.RemoveRange(inside);
        var known = roots.Keys.Any(r => ParameterPath.Covers(r, path));
        var stale = known && !_stale.Any(s => ParameterPath.Covers(s, path))
            ? _stale.Except(_stale.Where(s => ParameterPath.Covers(path, s))).Add(path)
            : _stale;
        return ReferenceEquals(roots, _roots) && ReferenceEquals(stale, _stale) ? this : new(_entries, roots, stale);
    }

    /// <summary>Drops a subtree: the gateway says that it is gone.</summary>
    public ReportedParameters Without(string prefix)
    {
        var (start, end) = SortedEntries.Range(_entries, prefix);
        var stale = _stale.Count == 0 ? _stale : _stale.Except(_stale.Where(s => ParameterPath.Covers(prefix, s)));
        return start == end && ReferenceEquals(stale, _stale) ? this : new([.. _entries[..start], .. _entries[end..]], _roots, stale);
    }

    /// <summary>Learns from discovery which parameters can be written.</summary>
    public ReportedParameters WithWritable(Capabilities capabilities)
    {
        ReportedParameter[]? changed = null;
        for (var i = 0; i < _entries.Length; i++)
        {
            var entry = _entries[i];
            if (capabilities.Supported.TryGetValue(ParameterPath.Template(entry.Path), out var writable) && entry.Writable != writable)
            {
                changed ??= [.. _entries];
                changed[i] = entry with { Writable = writable };
            }
        }

        return changed is null ? this : new(changed, _roots, _stale);
    }
}
