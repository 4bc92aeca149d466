using Provisioning.Devices;
using Provisioning.Wire;

namespace Provisioning.DataModels.Capabilities;

/// <summary>Between a gateway's parameters and our words, both ways. Pure.</summary>
internal static class CapabilityView
{
    public static IReadOnlyList<CapabilityRow> Read(CapabilityMap map, CapabilityGroup group, ReportedParameters reported)
    {
        var rows = new List<CapabilityRow>();
        foreach (var row in map.Rows(group, reported))
        {
            var values = new SortedDictionary<string, string>(StringComparer.Ordinal);
            var paths = new SortedDictionary<string, string>(StringComparer.Ordinal);
            foreach (var (name, field) in group.Fields)
            {
                if (map.Holder(group, field, row, reported) is { } holder && reported.Value(holder + field.Path) is { } told)
                {
                    paths[name] = holder + field.Path;
                    values[name] = WireSecrets.IsSecret(holder + field.Path) ? "" : field.Normal(told);
                }
            }

            rows.Add(new CapabilityRow(row, values, paths));
        }

        return rows;
    }

    /// <summary>The parameter that a value of a capability is written to.</summary>
    /// <param name="wrong">Why there is none: it names the capability.</param>
    public static ParameterValue? Write(CapabilityMap map, ReportedParameters reported, string name, string value, out string wrong)
    {
        wrong = "";
        if (CapabilityName.Read(name) is not var (groupName, number, fieldName) || fieldName is null
            || !map.Groups.TryGetValue(groupName, out var group) || !group.Fields.TryGetValue(fieldName, out var field))
        {
            wrong = $"{name}: the data model {map.Name} has no such capability.";
            return null;
        }

        var rows = map.Rows(group, reported);
        if ((number ?? 1) > rows.Count)
        {
            wrong = rows.Count == 0 ? $"{name}: this gateway has no {groupName}." : $"{name}: this gateway has {rows.Count} of {groupName}.";
            return null;
        }

        if (map.Holder(group, field, rows[(number ?? 1) - 1], reported) is not { } holder)
        {
            wrong = $"{name}: nothing at this gateway refers to {rows[(number ?? 1) - 1]}.";
            return null;
        }

        if (field.Told(value) is not { } told)
        {
            wrong = $"{name}: \"{value}\" is no value of it.";
            return null;
        }

        return new ParameterValue(holder + field.Path, told, field.ParameterType);
    }
}
