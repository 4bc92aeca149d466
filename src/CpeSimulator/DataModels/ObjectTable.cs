namespace CpeSimulator.DataModels;

/// <summary>The rows of one table of one parent row. Instance numbers only grow (TR-106 §3.2.2).</summary>
public sealed class ObjectTable(ObjectTemplate template, ObjectNode parent)
{
    internal SortedList<int, ObjectNode> RowsByNumber { get; } = [];

    /// <summary>The rows as <c>Order</c> has them; the order of creation where the table has none.</summary>
    internal List<ObjectNode> Ordered { get; } = [];

    internal int NextInstance { get; set; } = 1;

    public ObjectTemplate Template { get; } = template;

    public ObjectNode Parent { get; } = parent;

    public IEnumerable<ObjectNode> Rows => RowsByNumber.Values;

    public int Count => RowsByNumber.Count;

    /// <summary><c>Device.Firewall.Chain.1.Rule.</c></summary>
    public string Path => Parent.Path + Template.Name + ".";
}
