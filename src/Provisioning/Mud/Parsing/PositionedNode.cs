using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Provisioning.Mud.Parsing;

/// <summary>A JSON value that knows where it stands, so that a diagnostic can say it.</summary>
/// <param name="name">Its member name, or null for the root and for list items.</param>
/// <param name="index">Its index in a list, else -1.</param>
internal sealed class PositionedNode(PositionedNode? parent, string? name, int index, JsonValueKind kind, int line)
{
    private List<PositionedNode>? _children;

    public JsonValueKind Kind { get; } = kind;

    public string? Name { get; } = name;

    /// <summary>1-based.</summary>
    public int Line { get; } = line;

    /// <summary>A string's value or a number's digits as written.</summary>
    public string Text { get; init; } = "";

    /// <summary>Members of an object or items of a list, in order.</summary>
    public IReadOnlyList<PositionedNode> Children => _children ?? [];

    public bool IsObject => Kind == JsonValueKind.Object;

    public bool IsArray => Kind == JsonValueKind.Array;

    public bool IsString => Kind == JsonValueKind.String;

    /// <summary><c>$.ietf-mud:mud.extensions[0]</c>; built on demand, because most nodes are never spoken of.</summary>
    public string Path
    {
        get
        {
            var segments = new Stack<string>();
            for (var node = this; node is not null; node = node.Parent)
            {
                segments.Push(node.Segment);
            }

            var path = new StringBuilder();
            foreach (var segment in segments)
            {
                path.Append(segment);
            }

            return path.ToString();
        }
    }

    private PositionedNode? Parent { get; } = parent;

    private string Segment => Parent is null ? "$"
        : Name is null ? string.Create(CultureInfo.InvariantCulture, $"[{index}]")
        : "." + Name;

    public void Add(PositionedNode child) => (_children ??= []).Add(child);

    public PositionedNode? Member(string name) =>
        IsObject ? Children.FirstOrDefault(c => string.Equals(c.Name, name, StringComparison.Ordinal)) : null;
}
