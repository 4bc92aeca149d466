using System.Globalization;

namespace CpeSimulator.DataModels;

/// <summary>An object or a row: only the values that differ from the schema's defaults are held.</summary>
public sealed class ObjectNode
{
    private Dictionary<string, string>? _values;

    internal ObjectNode(ObjectTemplate template, ObjectNode? parent, ObjectTable? table, int instance)
    {
        Template = template;
        Parent = parent;
        Table = table;
        Instance = instance;
        foreach (var child in template.Children.Values)
        {
            if (child.IsTable)
            {
                Tables.Add(child.Name, new ObjectTable(child, this));
            }
            else
            {
                Singletons.Add(child.Name, new ObjectNode(child, this, null, 0));
            }
        }
    }

    public ObjectTemplate Template { get; }

    public ObjectNode? Parent { get; }

    /// <summary>The table that it is a row of, or null.</summary>
    public ObjectTable? Table { get; }

    /// <summary>Instance number, 0 for an object that is no row.</summary>
    public int Instance { get; }

    internal Dictionary<string, ObjectTable> Tables { get; } = new(StringComparer.Ordinal);

    internal Dictionary<string, ObjectNode> Singletons { get; } = new(StringComparer.Ordinal);

    /// <summary>Full path with trailing dot.</summary>
    public string Path => Table is not null
        ? $"{Table.Path}{Instance.ToString(CultureInfo.InvariantCulture)}."
        : Parent is null ? Template.Path : $"{Parent.Path}{Template.Name}.";

    internal string? Stored(string name) => _values?.GetValueOrDefault(name);

    internal void Store(string name, string? value)
    {
        if (value is null)
        {
            _values?.Remove(name);
        }
        else
        {
            (_values ??= new Dictionary<string, string>(StringComparer.Ordinal))[name] = value;
        }
    }

    internal IEnumerable<ObjectNode> SelfAndDescendants()
    {
        yield return this;
        foreach (var name in Template.Children.Keys)
        {
            IEnumerable<ObjectNode> children = Singletons.TryGetValue(name, out var single) ? [single] : Tables[name].Rows;
            foreach (var node in children.SelectMany(c => c.SelfAndDescendants()))
            {
                yield return node;
            }
        }
    }
}
