namespace Provisioning.DataModels.Capabilities;

/// <summary>One capability: rows (Wi-Fi networks) or one object (the firewall), and what can be said of each.</summary>
/// <param name="Tables">Relative to the root, with <c>{i}</c> for each instance on the way; without one there is a single row.</param>
internal sealed record CapabilityGroup(
    IReadOnlyList<string> Tables, IReadOnlyDictionary<string, CapabilityField> Fields, IReadOnlyDictionary<string, CapabilityJoin>? Joins = null)
{
    /// <summary>What another file says of it laid over this: its tables instead of ours, its fields and joins beside ours.</summary>
    public CapabilityGroup With(CapabilityGroup over) => new(
        over.Tables.Count > 0 ? over.Tables : Tables, Merged(Fields, over.Fields), Merged(Joins ?? new Dictionary<string, CapabilityJoin>(StringComparer.Ordinal), over.Joins));

    private static Dictionary<string, T> Merged<T>(IReadOnlyDictionary<string, T> ours, IReadOnlyDictionary<string, T>? theirs)
    {
        var merged = new Dictionary<string, T>(ours, StringComparer.Ordinal);
        foreach (var (name, value) in theirs ?? new Dictionary<string, T>(StringComparer.Ordinal))
        {
            merged[name] = value;
        }

        return merged;
    }
}
