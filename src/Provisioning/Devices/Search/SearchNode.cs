namespace Provisioning.Devices.Search;

/// <summary>A search as a tree, before it meets a database.</summary>
public abstract record SearchNode
{
    /// <summary>Every device.</summary>
    public sealed record All : SearchNode;

    /// <summary>Free text: found in any identifier.</summary>
    public sealed record Text(string Value) : SearchNode;

    /// <param name="Name">Canonical, one of <see cref="SearchFields"/>.</param>
    public sealed record Field(string Name, SearchOperator Operator, string Value) : SearchNode;

    public sealed record And(SearchNode Left, SearchNode Right) : SearchNode;

    public sealed record Or(SearchNode Left, SearchNode Right) : SearchNode;

    public sealed record Not(SearchNode Inner) : SearchNode;
}
