using Provisioning.Conversations;
using Provisioning.Devices;

namespace Provisioning.DesiredState;

/// <summary>Chooses which missing objects can be made now: many at once, in the order declared within each table.</summary>
internal static class NewRows
{
    public static IReadOnlyList<NewInstance> Of(MatchedRows matched, int atMost)
    {
        var rows = Choose(matched, atMost, partial: false);

        // Rows that refer to each other: make them first, point them at each other when both are there.
        return rows.Count > 0 ? rows : Choose(matched, atMost, partial: true);
    }

    private static List<NewInstance> Choose(MatchedRows matched, int atMost, bool partial)
    {
        var rows = new List<NewInstance>();
        var halted = new HashSet<string>(StringComparer.Ordinal);
        foreach (var item in matched.Missing)
        {
            if (rows.Count == atMost)
            {
                break;
            }

            if (ObjectReference.Resolve(item.Table, matched.Instances) is not { } table || halted.Contains(table))
            {
                continue;
            }

            if (Values(item, matched, partial) is { } values)
            {
                rows.Add(new NewInstance(table, values));
            }
            else
            {
                // Where the order of creation counts, nothing may overtake it.
                halted.Add(table);
            }
        }

        return rows;
    }

    private static List<ParameterValue>? Values(DesiredObject item, MatchedRows matched, bool partial)
    {
        var values = new List<ParameterValue>(item.Values.Count);
        foreach (var (name, value) in item.Values)
        {
            if (ObjectReference.Resolve(value.Value, matched.Instances) is { } resolved)
            {
                values.Add(new ParameterValue(name, resolved, value.Type));
            }
            else if (!partial || item.IdentifiedBy.ContainsKey(name))
            {
                return null;
            }
        }

        return values;
    }
}
