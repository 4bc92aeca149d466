using Provisioning.Devices;

namespace Provisioning.DataModels.Capabilities;

/// <summary>Where one data model, or one vendor's variation of it, keeps each capability; a file of <c>schemas/capabilities</c>.</summary>
/// <param name="Oui">Pattern, as <paramref name="ProductClass"/> and <paramref name="SoftwareVersion"/>; a standard's own map has none of the three.</param>
internal sealed record CapabilityMap(
    string Name,
    string Root,
    IReadOnlyDictionary<string, CapabilityGroup> Groups,
    IReadOnlyDictionary<string, string>? Diagnostics = null,
    string Oui = "*",
    string ProductClass = "*",
    string SoftwareVersion = "*",
    string Because = "")
{
    public bool IsVendors => Oui != "*" || ProductClass != "*" || SoftwareVersion != "*";

    public CapabilityMap With(CapabilityMap over)
    {
        var groups = new Dictionary<string, CapabilityGroup>(Groups, StringComparer.Ordinal);
        foreach (var (name, group) in over.Groups)
        {
            groups[name] = groups.TryGetValue(name, out var ours) ? ours.With(group) : group;
        }

        return this with { Name = $"{Name}+{over.Name}", Groups = groups };
    }

    /// <summary>Rows of a group as reported, in the order of their tables and numbers.</summary>
    public IReadOnlyList<string> Rows(CapabilityGroup group, ReportedParameters reported) => [.. group.Tables.SelectMany(t => Rows(t, reported))];

    /// <summary>The row that holds a field: the group's own, or the one that refers to it.</summary>
    public string? Holder(CapabilityGroup group, CapabilityField field, string row, ReportedParameters reported) => field.Of is null
        ? row
        : group.Joins?.GetValueOrDefault(field.Of) is { } join
            ? Rows(join.Table, reported).FirstOrDefault(r => string.Equals(reported.Value(r + join.Reference)?.TrimEnd('.'), row.TrimEnd('.'), StringComparison.Ordinal))
            : null;

    /// <summary>The objects to read to know a group whole.</summary>
    public IEnumerable<string> Reads(CapabilityGroup group) =>
        group.Tables.Concat(group.Joins?.Values.Select(j => j.Table) ?? []).Select(t => Root + t.Split("{i}.")[0]).Distinct(StringComparer.Ordinal);

    private IEnumerable<string> Rows(string table, ReportedParameters reported)
    {
        var parts = table.Split("{i}.");
        IEnumerable<string> rows = [Root + parts[0]];
        for (var i = 1; i < parts.Length; i++)
        {
            var rest = parts[i];
            rows = rows.SelectMany(t => reported.Instances(t)).Select(r => r + rest).ToList();
        }

        return rows.Where(r => !reported.Under(r).IsEmpty);
    }
}
