namespace CpeSimulator.DataModels;

/// <summary>Alias-based addressing (TR-069 3.6.1), for a gateway whose <c>ManagementServer.AliasBasedAddressing</c> is true.</summary>
internal static class Aliases
{
    public static bool Understood(DataModel model) => model.Find(model.Root.Path + "ManagementServer.AliasBasedAddressing") == "true";

    /// <summary>The row of the segment <c>[alias]</c>; null: none, or the gateway does not know aliases.</summary>
    public static ObjectNode? Row(DataModel model, ObjectTable table, string segment) =>
        Alias(segment) is { } alias && Understood(model) ? table.Rows.FirstOrDefault(r => model.ValueOf(r, "Alias") == alias) : null;

    /// <summary>The table and the alias of <c>Device.A.[alias].</c>; null: it ends otherwise.</summary>
    public static (string Table, string Alias)? Last(string path)
    {
        var dot = path.TrimEnd('.').LastIndexOf('.');
        return path.EndsWith("].", StringComparison.Ordinal) && dot > 0 && Alias(path[(dot + 1)..^1]) is { } alias ? (path[..(dot + 1)], alias) : null;
    }

    /// <summary>As the gateway names it in what it tells: by alias where <c>InstanceMode</c> is InstanceAlias.</summary>
    public static string Told(DataModel model, string path) => model.Atomically(() =>
    {
        if (model.Find(model.Root.Path + "ManagementServer.InstanceMode") != "InstanceAlias" || !Understood(model))
        {
            return path;
        }

        var parts = path.Split('.');
        object? at = model.Root;
        for (var i = 1; i < parts.Length && at is not null; i++)
        {
            var part = parts[i];
            at = at switch
            {
                ObjectNode node when node.Singletons.TryGetValue(part, out var child) => child,
                ObjectNode node when node.Tables.TryGetValue(part, out var table) => table,
                ObjectTable table when int.TryParse(part, out var number) && table.RowsByNumber.TryGetValue(number, out var row) => row,
                _ => null,
            };
            if (at is ObjectNode { Table: not null } named && int.TryParse(part, out _) && named.Template.Parameters.ContainsKey("Alias")
                && model.ValueOf(named, "Alias") is { Length: > 0 } alias)
            {
                parts[i] = $"[{alias}]";
            }
        }

        return string.Join('.', parts);
    });

    private static string? Alias(string segment) => segment.Length > 2 && segment[0] == '[' && segment[^1] == ']' ? segment[1..^1] : null;
}
