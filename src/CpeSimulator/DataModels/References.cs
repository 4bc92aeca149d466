namespace CpeSimulator.DataModels;

/// <summary>Strong references: they lead to a row that is there, and become empty when it goes (TR-106 §3.2.4).</summary>
internal static class References
{
    public static void Check(DataModel model, string path, ValueSyntax syntax, string value)
    {
        foreach (var item in value.Split(',', StringSplitOptions.RemoveEmptyEntries))
        {
            if (!item.StartsWith(syntax.ReferenceParent, StringComparison.Ordinal))
            {
                throw DataModelException.InvalidValue(path, "must refer to " + syntax.ReferenceParent);
            }

            try
            {
                Locate.Row(model, item + ".");
            }
            catch (DataModelException)
            {
                throw DataModelException.InvalidValue(path, "refers to nothing: " + item);
            }
        }
    }

    public static void Clear(DataModel model, string rowPath)
    {
        var target = rowPath.TrimEnd('.');
        if (!IsTarget(rowPath))
        {
            return;
        }

        foreach (var node in model.Root.SelfAndDescendants().ToList())
        {
            foreach (var parameter in node.Template.Parameters.Values.Where(p => p.Syntax.Kind == ValueKind.Reference))
            {
                if (node.Stored(parameter.Name) is { } old && Without(old, target) is var left && left != old)
                {
                    node.Store(parameter.Name, left);
                    model.Record(
                        () => node.Store(parameter.Name, old),
                        new ModelChange.ValueChanged(node.Path + parameter.Name, left, ByController: false));
                }
            }
        }
    }

    // Firewall rules, hosts and options are many and nothing refers to them.
    private static bool IsTarget(string rowPath) =>
        !rowPath.Contains(".Rule.", StringComparison.Ordinal) && !rowPath.Contains(".Host.", StringComparison.Ordinal) &&
        !rowPath.Contains(".Client.", StringComparison.Ordinal);

    private static string Without(string list, string target) =>
        string.Join(',', list.Split(',').Where(i => i != target));
}
