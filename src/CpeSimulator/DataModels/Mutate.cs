using System.Globalization;

namespace CpeSimulator.DataModels;

/// <summary>The changes themselves; each leaves behind how it is undone. Called within <see cref="DataModel.Atomically{T}"/>.</summary>
internal static class Mutate
{
    public static void Write(DataModel model, ObjectNode node, ParameterTemplate parameter, string value, bool byController)
    {
        if (parameter.Syntax.Kind == ValueKind.Order)
        {
            Move(model, node, value, byController);
            return;
        }

        var path = node.Path + parameter.Name;
        if (parameter.Syntax.Kind == ValueKind.Reference)
        {
            References.Check(model, path, parameter.Syntax, value);
        }

        var before = node.Stored(parameter.Name);
        if ((before ?? parameter.Default) == value)
        {
            return;
        }

        CheckUnique(model, node, parameter.Name, value);
        node.Store(parameter.Name, value);
        model.Record(() => node.Store(parameter.Name, before), new ModelChange.ValueChanged(path, value, byController));
    }

    public static ObjectNode AddRow(
        DataModel model, ObjectTable table, bool byController, params (string Name, string Value)[] values)
    {
        if (table.Template.MaxRows > 0 && table.Count >= table.Template.MaxRows)
        {
            throw DataModelException.Resources(table.Path);
        }

        var row = new ObjectNode(table.Template, table.Parent, table, table.NextInstance++);
        table.RowsByNumber.Add(row.Instance, row);
        table.Ordered.Add(row);
        model.Record(
            () =>
            {
                table.RowsByNumber.Remove(row.Instance);
                table.Ordered.Remove(row);
                table.NextInstance = row.Instance;
            },
            null);
        if (table.Template.Parameters.ContainsKey("Alias"))
        {
            row.Store("Alias", "cpe-" + row.Instance.ToString(CultureInfo.InvariantCulture));
        }

        foreach (var (name, value) in values)
        {
            var path = row.Path + name;
            var parameter = table.Template.Parameters.GetValueOrDefault(name) ?? throw DataModelException.UnknownParameter(path);
            Write(model, row, parameter, parameter.Syntax.Normalize(path, value), byController: false);
        }

        // TR-181 Device.Firewall.Level.{i}.Chain: the device itself makes the chain of a new level.
        if (table.Template.Path == "Device.Firewall.Level.{i}." && byController)
        {
            var chain = AddRow(model, Locate.Table(model, "Device.Firewall.Chain."), byController: false, ("Creator", "Defaults"), ("Enable", "true"));
            row.Store("Chain", chain.Path.TrimEnd('.'));
        }

        model.Record(static () => { }, new ModelChange.RowAdded(row.Path, Keys(model, row)));
        return row;
    }

    public static void RemoveRow(DataModel model, ObjectNode row)
    {
        var table = row.Table!;
        var path = row.Path;
        var place = table.Ordered.IndexOf(row);
        table.RowsByNumber.Remove(row.Instance);
        table.Ordered.Remove(row);
        model.Record(
            () =>
            {
                table.RowsByNumber.Add(row.Instance, row);
                table.Ordered.Insert(place, row);
            },
            new ModelChange.RowRemoved(path));
        References.Clear(model, path);
    }

    public static IReadOnlyDictionary<string, string> Keys(DataModel model, ObjectNode row) =>
        row.Template.UniqueKeys.SelectMany(k => k).Distinct(StringComparer.Ordinal)
            .Where(row.Template.Parameters.ContainsKey)
            .ToDictionary(k => k, k => model.Value((row, row.Template.Parameters[k])), StringComparer.Ordinal);

    // TR-106 Order: a row moves to the place that is written, the others make room; beyond the end means last.
    private static void Move(DataModel model, ObjectNode node, string value, bool byController)
    {
        var ordered = node.Table!.Ordered;
        var from = ordered.IndexOf(node);
        var to = (int)Math.Min(long.Parse(value, CultureInfo.InvariantCulture), ordered.Count) - 1;
        if (to < 0)
        {
            throw DataModelException.InvalidValue(node.Path + "Order", "counts from 1");
        }

        if (from == to)
        {
            return;
        }

        Shift(ordered, node, to);
        model.Record(() => Shift(ordered, node, from), new ModelChange.ValueChanged(node.Path + "Order", value, byController));
    }

    private static void Shift(List<ObjectNode> ordered, ObjectNode node, int to)
    {
        ordered.Remove(node);
        ordered.Insert(to, node);
    }

    private static void CheckUnique(DataModel model, ObjectNode node, string name, string value)
    {
        foreach (var key in node.Template.UniqueKeys.Where(k => k.Contains(name, StringComparer.Ordinal)))
        {
            // A key that is still empty binds nobody: rows are added first and filled in later.
            var clash = value.Length > 0 && node.Table is { } table && table.Rows.Any(other => other != node && key.All(k =>
                model.Value((other, other.Template.Parameters[k])) ==
                (k == name ? value : model.Value((node, node.Template.Parameters[k])))));
            if (clash)
            {
                throw DataModelException.NotUnique(node.Path + name);
            }
        }
    }
}
