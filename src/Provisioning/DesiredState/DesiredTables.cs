namespace Provisioning.DesiredState;

/// <summary>Which subtrees of a gateway a desired state speaks of.</summary>
internal static class DesiredTables
{
    private const int MaxDepth = 16;

    /// <summary>The objects to know whole, without any that lies below another.</summary>
    public static IReadOnlyList<string> Roots(DesiredDevice desired)
    {
        var objects = desired.Objects.ToLookup(o => o.Key, StringComparer.Ordinal);
        var roots = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var item in desired.Objects)
        {
            if (RootOf(item.Table, objects) is { } root)
            {
                roots.Add(root);
            }
        }

        foreach (var rows in desired.Owned)
        {
            roots.Add(StaticPart(rows.Table));
        }

        // Sorted, a covering root comes right before all that it covers.
        var outermost = new List<string>();
        foreach (var root in roots)
        {
            if (outermost.Count == 0 || !root.StartsWith(outermost[^1], StringComparison.Ordinal))
            {
                outermost.Add(root);
            }
        }

        return outermost;
    }

    /// <summary>Why the declaration cannot be carried out on any gateway, or null.</summary>
    public static string? Broken(DesiredDevice desired)
    {
        var objects = desired.Objects.ToLookup(o => o.Key, StringComparer.Ordinal);
        foreach (var item in desired.Objects)
        {
            if (RootOf(item.Table, objects) is null)
            {
                return $"Object {item.Key} lies below one that is not declared, or below itself: {item.Table}.";
            }

            if (item.IdentifiedBy.Count == 0)
            {
                return $"Object {item.Key} has nothing to know it by.";
            }

            foreach (var value in item.Values.Values.Concat(item.Switch.Values))
            {
                if (ObjectReference.Keys(value.Value).FirstOrDefault(k => !objects.Contains(k)) is { } missing)
                {
                    return $"Object {item.Key} refers to {missing}, which is not declared.";
                }
            }
        }

        return null;
    }

    private static string? RootOf(string table, ILookup<string, DesiredObject> objects)
    {
        for (var depth = 0; depth < MaxDepth; depth++)
        {
            if (ObjectReference.Keys(table).FirstOrDefault() is not { } key)
            {
                return table;
            }

            if (objects[key].FirstOrDefault() is not { } parent)
            {
                return null;
            }

            table = parent.Table;
        }

        return null;
    }

    private static string StaticPart(string template)
    {
        var instance = template.IndexOf("{i}", StringComparison.Ordinal);
        return instance < 0 ? template : template[..instance];
    }
}
