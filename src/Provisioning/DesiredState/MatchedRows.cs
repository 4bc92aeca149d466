using Provisioning.Devices;

namespace Provisioning.DesiredState;

/// <summary>Which reported row is which desired object.</summary>
/// <param name="Instances">Key to instance path, with trailing dot.</param>
/// <param name="Missing">Desired objects that no row is, in the order declared.</param>
internal sealed record MatchedRows(IReadOnlyDictionary<string, string> Instances, IReadOnlyList<DesiredObject> Missing)
{
    public static MatchedRows Of(DesiredDevice desired, ReportedParameters reported)
    {
        var instances = new Dictionary<string, string>(StringComparer.Ordinal);
        var taken = new HashSet<string>(StringComparer.Ordinal);
        var rows = new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal);
        var open = desired.Objects.ToList();

        // A child can be looked for once its parent was found, a row known by a reference once that is: repeat while it helps.
        for (var found = true; found;)
        {
            found = false;
            var left = new List<DesiredObject>();
            foreach (var item in open)
            {
                if (Find(item, reported, instances, taken, rows) is { } instance)
                {
                    instances.Add(item.Key, instance);
                    taken.Add(instance);
                    found = true;
                }
                else
                {
                    left.Add(item);
                }
            }

            open = left;
        }

        return new MatchedRows(instances, open);
    }

    private static string? Find(
        DesiredObject item,
        ReportedParameters reported,
        Dictionary<string, string> instances,
        HashSet<string> taken,
        Dictionary<string, IReadOnlyList<string>> rows)
    {
        if (ObjectReference.Resolve(item.Table, instances) is not { } table)
        {
            return null;
        }

        if (!rows.TryGetValue(table, out var candidates))
        {
            rows.Add(table, candidates = reported.Instances(table));
        }

        foreach (var row in candidates)
        {
            if (!taken.Contains(row) && item.IdentifiedBy.All(known => Agrees(item, row, known.Key, known.Value, reported, instances)))
            {
                return row;
            }
        }

        return null;
    }

    private static bool Agrees(
        DesiredObject item,
        string row,
        string name,
        string wanted,
        ReportedParameters reported,
        Dictionary<string, string> instances)
    {
        var type = item.Values.TryGetValue(name, out var value) ? value.Type : ParameterType.String;
        return ObjectReference.Resolve(wanted, instances) is { } resolved
            && reported.Value(row + name) is { } there
            && CanonicalValue.Same(resolved, there, type);
    }
}
