namespace Provisioning.Mud.Parsing;

/// <summary>
/// Takes the members of one object by their RFC 7951 names, or by the names that real files use instead, and keeps
/// account of those that nobody took.
/// </summary>
/// <param name="module">The YANG module of the object's own children.</param>
internal sealed class ObjectReader(PositionedNode node, string? module, DiagnosticLog log)
{
    private readonly HashSet<PositionedNode> _taken = [];

    public PositionedNode Node { get; } = node;

    public IEnumerable<PositionedNode> Rest => Node.Children.Where(c => !_taken.Contains(c));

    /// <param name="owner">The module that defines the child, where it is not the object's own.</param>
    public PositionedNode? Take(string name, string? owner = null, params ReadOnlySpan<Alias> aliases)
    {
        var foreign = owner is not null && !string.Equals(owner, module, StringComparison.Ordinal);
        if (Node.Member(foreign ? $"{owner}:{name}" : name) is { } exact)
        {
            return Mark(exact);
        }

        // RFC 7951 §4: qualified where the module differs from the parent's, and only there.
        if (!foreign && module is not null && Node.Member($"{module}:{name}") is { } redundant)
        {
            log.Repair(
                MudCodes.ModulePrefix, redundant, $"'{redundant.Name}' repeats its parent's module; write '{name}'.", MudRepairs.RedundantPrefix);
            return Mark(redundant);
        }

        if (foreign && Node.Member(name) is { } bare)
        {
            log.Repair(MudCodes.ModulePrefix, bare, $"'{name}' lacks its module; write '{owner}:{name}'.", MudRepairs.MissingPrefix);
            return Mark(bare);
        }

        foreach (var alias in aliases)
        {
            if (Node.Member(alias.Name) is { } other)
            {
                log.Repair(
                    MudCodes.DraftNotation, other, $"'{alias.Name}' is not in the standard; write '{(foreign ? $"{owner}:{name}" : name)}'.", alias.Repair);
                return Mark(other);
            }
        }

        return null;
    }

    /// <summary>Says of every member that nobody took that it is ignored (RFC 8520 §3.9).</summary>
    public void IgnoreRest()
    {
        foreach (var rest in Rest)
        {
            log.Repair(MudCodes.UnknownNode, rest, $"'{rest.Name}' is not known here and is ignored.", MudRepairs.NodeIgnored);
        }
    }

    private PositionedNode Mark(PositionedNode child)
    {
        _taken.Add(child);
        return child;
    }
}
