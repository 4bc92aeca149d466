using System.Globalization;
using CpeSimulator.DataModels;

namespace CpeSimulator.Cwmp;

/// <summary>GetParameterNames over the data model (TR-069 A.3.2.3).</summary>
internal static class NameWalk
{
    public static IReadOnlyList<(string Name, bool Writable)> Below(DataModel model, string path, bool nextLevel) => model.Atomically(() =>
    {
        var found = new List<(string, bool)>();
        try
        {
            if (path.Length == 0)
            {
                found.Add((model.Root.Path, false));
                if (!nextLevel)
                {
                    Object(model.Root, found, deep: true);
                }
            }
            else if (path[^1] != '.')
            {
                if (nextLevel)
                {
                    throw new CwmpFaultException(9003, "Invalid arguments: NextLevel of a parameter");
                }

                found.Add((path, Locate.Parameter(model, path).Parameter.Writable));
            }
            else
            {
                Path(model, path, nextLevel, found);
            }
        }
        catch (DataModelException)
        {
            throw new CwmpFaultException(9005, "Invalid parameter name: " + path);
        }

        return found;
    });

    private static void Path(DataModel model, string path, bool nextLevel, List<(string, bool)> found)
    {
        if (IsTable(model, path))
        {
            var table = Locate.Table(model, path);
            if (!nextLevel)
            {
                found.Add((path, table.Template.Writable));
            }

            Rows(table, found, deep: !nextLevel);
            return;
        }

        var node = Locate.Nodes(model, path).First();
        if (!nextLevel)
        {
            found.Add((path, node.Table?.Template.Writable ?? false));
        }

        Object(node, found, deep: !nextLevel);
    }

    private static bool IsTable(DataModel model, string path)
    {
        var parts = path.TrimEnd('.').Split('.').Select(p => int.TryParse(p, NumberStyles.None, CultureInfo.InvariantCulture, out _) ? "{i}" : p);
        return model.Schema.Objects.ContainsKey(string.Join('.', parts) + ".{i}.");
    }

    private static void Object(ObjectNode node, List<(string, bool)> found, bool deep)
    {
        var path = node.Path;
        found.AddRange(node.Template.Parameters.Values.Select(p => (path + p.Name, p.Writable)));
        foreach (var child in node.Template.Children.Values)
        {
            found.Add((path + child.Name + ".", child is { IsTable: true, Writable: true }));
            if (!deep)
            {
                continue;
            }

            if (child.IsTable)
            {
                Rows(node.Tables[child.Name], found, deep: true);
            }
            else
            {
                Object(node.Singletons[child.Name], found, deep: true);
            }
        }
    }

    private static void Rows(ObjectTable table, List<(string, bool)> found, bool deep)
    {
        foreach (var row in table.Rows)
        {
            found.Add((row.Path, table.Template.Writable));
            if (deep)
            {
                Object(row, found, deep: true);
            }
        }
    }
}
