namespace CpeSimulator.DataModels;

/// <summary>One object of the schema; immutable after the schema was read, shared by all gateways of a profile.</summary>
public sealed class ObjectTemplate(string path, bool isTable, bool writable)
{
    private readonly Dictionary<string, ParameterTemplate> _parameters = new(StringComparer.Ordinal);
    private readonly Dictionary<string, ObjectTemplate> _children = new(StringComparer.Ordinal);

    /// <summary><c>Device.Firewall.Chain.{i}.</c></summary>
    public string Path { get; } = path;

    /// <summary>Last part of the path without instance: <c>Chain</c>.</summary>
    public string Name { get; } = path.Replace("{i}.", "", StringComparison.Ordinal).TrimEnd('.').Split('.')[^1];

    public bool IsTable { get; } = isTable;

    /// <summary>A controller may add and delete rows.</summary>
    public bool Writable { get; } = writable;

    /// <summary>Most rows that it holds, 0 for no limit.</summary>
    public int MaxRows { get; init; }

    /// <summary>Each a list of parameter names whose values together differ between rows.</summary>
    public IReadOnlyList<IReadOnlyList<string>> UniqueKeys { get; init; } = [];

    /// <summary>Commands <c>Name()</c> with their arguments; USP only.</summary>
    public IList<CommandTemplate> Commands { get; } = [];

    /// <summary>Events <c>Name!</c> with their arguments; USP only.</summary>
    public IList<EventTemplate> Events { get; } = [];

    public IReadOnlyDictionary<string, ParameterTemplate> Parameters => _parameters;

    public IReadOnlyDictionary<string, ObjectTemplate> Children => _children;

    /// <summary>The parameter that orders the rows, or null.</summary>
    public ParameterTemplate? OrderParameter { get; private set; }

    internal void Add(ParameterTemplate parameter)
    {
        _parameters.Add(parameter.Name, parameter);
        if (parameter.Syntax.Kind == ValueKind.Order)
        {
            OrderParameter = parameter;
        }
    }

    internal void Add(ObjectTemplate child) => _children.Add(child.Name, child);
}
