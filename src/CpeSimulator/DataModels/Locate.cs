using System.Globalization;

namespace CpeSimulator.DataModels;

/// <summary>Paths of instance numbers to nodes. Called within <see cref="DataModel.Atomically{T}"/>.</summary>
internal static class Locate
{
    public static (ObjectNode Node, ParameterTemplate Parameter) Parameter(DataModel model, string path)
    {
        var dot = path.LastIndexOf('.');
        if (dot < 0 || dot == path.Length - 1)
        {
            throw DataModelException.UnknownParameter(path);
        }

        return One(model, path[..(dot + 1)], path) is { } node && node.Template.Parameters.TryGetValue(path[(dot + 1)..], out var found)
            ? (node, found)
            : throw DataModelException.UnknownParameter(path);
    }

    public static ObjectNode Row(DataModel model, string path) =>
        One(model, path, path) is { Table: not null } row ? row : throw DataModelException.NoSuchRow(path);

    public static ObjectTable Table(DataModel model, string path) =>
        Walk(model, path, path) is ObjectTable table ? table : throw DataModelException.UnknownPath(path);

    /// <summary>The object, or every row of the table; the empty path is the root.</summary>
    public static IEnumerable<ObjectNode> Nodes(DataModel model, string path) => path.Length == 0 ? [model.Root] : Walk(model, path, path) switch
    {
        ObjectNode node => [node],
        ObjectTable table => table.Rows,
        _ => throw DataModelException.UnknownPath(path),
    };

    private static ObjectNode? One(DataModel model, string path, string blamed) => Walk(model, path, blamed) as ObjectNode;

    private static object Walk(DataModel model, string path, string blamed)
    {
        var parts = path.TrimEnd('.').Split('.');
        if (!path.EndsWith('.') || parts[0] + "." != model.Root.Template.Path)
        {
            throw DataModelException.UnknownPath(blamed);
        }

        object at = model.Root;
        foreach (var part in parts.Skip(1))
        {
            at = at switch
            {
                ObjectNode node when node.Singletons.TryGetValue(part, out var child) => child,
                ObjectNode node when node.Tables.TryGetValue(part, out var table) => table,
                ObjectTable table when int.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out var number) =>
                    table.RowsByNumber.TryGetValue(number, out var row) ? row : throw DataModelException.NoSuchRow(blamed),
                ObjectTable table when table.Template.Parameters.ContainsKey("Alias") =>
                    Aliases.Row(model, table, part) ?? throw DataModelException.NoSuchRow(blamed),
                _ => throw DataModelException.UnknownPath(blamed),
            };
        }

        return at;
    }
}
