using System.Globalization;
using CpeSimulator.DataModels;

namespace CpeSimulator.Usp;

/// <summary>USP path names with <c>*</c> and search expressions <c>[A=="x"&amp;&amp;B>1]</c> (TR-369 §8.1) to nodes.</summary>
internal static class PathResolver
{
    private static readonly string[] s_operators = ["==", "!=", "<=", ">=", "~=", "<", ">"];

    /// <summary>Tables or objects; empty when a search matches nothing.</summary>
    /// <exception cref="DataModelException">7026 not in the data model; 7016 the row of an exact path is absent.</exception>
    public static IReadOnlyList<object> Resolve(DataModel model, string path)
    {
        var parts = Split(path);
        if (parts.Count == 0 || parts[0] + "." != model.Root.Template.Path)
        {
            throw DataModelException.UnknownPath(path);
        }

        List<object> at = [model.Root];
        var searched = false;
        var template = model.Root.Template;
        var inTable = false;
        foreach (var part in parts.Skip(1))
        {
            if (inTable)
            {
                searched |= part == "*" || part[0] == '[';
                at = [.. at.Cast<ObjectTable>().SelectMany(t => Rows(model, t, part, path))];
                inTable = false;
                if (at.Count == 0 && !searched)
                {
                    throw DataModelException.NoSuchRow(path);
                }
            }
            else
            {
                template = template.Children.GetValueOrDefault(part) ?? throw DataModelException.UnknownPath(path);
                inTable = template.IsTable;
                at = [.. at.Cast<ObjectNode>().Select(n => inTable ? (object)n.Tables[part] : n.Singletons[part])];
            }
        }

        return at;
    }

    /// <summary>Whether the path, without its last part, can be in the data model at all.</summary>
    public static ObjectTemplate? TemplateOf(DataModel model, string path)
    {
        var parts = Split(path).Select(p => p == "*" || p[0] == '[' || char.IsAsciiDigit(p[0]) ? "{i}" : p);
        var key = string.Join('.', parts) + ".";
        return model.Schema.Objects.GetValueOrDefault(key) ?? model.Schema.Objects.GetValueOrDefault(key + "{i}.");
    }

    /// <summary>Parts between dots; a search expression is one part.</summary>
    public static List<string> Split(string path)
    {
        var parts = new List<string>();
        var start = 0;
        var depth = 0;
        for (var i = 0; i <= path.Length; i++)
        {
            var c = i == path.Length ? '.' : path[i];
            depth += c == '[' ? 1 : c == ']' ? -1 : 0;
            if (c == '.' && depth == 0)
            {
                if (i > start)
                {
                    parts.Add(path[start..i]);
                }

                start = i + 1;
            }
        }

        return parts;
    }

    private static IEnumerable<ObjectNode> Rows(DataModel model, ObjectTable table, string part, string path)
    {
        if (part == "*")
        {
            return table.Rows;
        }

        if (part[0] == '[' && part[^1] == ']')
        {
            var terms = part[1..^1].Split("&&", StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
            return table.Rows.Where(r => terms.All(t => Holds(model, r, t, path))).ToList();
        }

        return int.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? table.RowsByNumber.TryGetValue(number, out var row) ? [row] : []
            : throw DataModelException.UnknownPath(path);
    }

    private static bool Holds(DataModel model, ObjectNode row, string term, string path)
    {
        var op = s_operators.Select(o => (Text: o, At: term.IndexOf(o, StringComparison.Ordinal)))
            .Where(o => o.At > 0).OrderBy(o => o.At).ThenByDescending(o => o.Text.Length).FirstOrDefault();
        if (op.Text is null)
        {
            throw new DataModelException(7008, path, "Invalid search expression");
        }

        var value = term[(op.At + op.Text.Length)..].Trim().Trim('"');
        var actual = model.Find(row.Path + term[..op.At].Trim()) ?? throw new DataModelException(7008, path, "Unknown parameter in search expression");
        return op.Text switch
        {
            "==" => actual == value || (actual is "true" or "false" && value == (actual == "true" ? "1" : "0")),
            "!=" => actual != value,
            "~=" => actual.Split(',').Contains(value, StringComparer.Ordinal),
            _ => Compare(actual, value) is var c && op.Text switch { "<" => c < 0, ">" => c > 0, "<=" => c <= 0, _ => c >= 0 },
        };
    }

    private static int Compare(string a, string b) =>
        decimal.TryParse(a, CultureInfo.InvariantCulture, out var x) && decimal.TryParse(b, CultureInfo.InvariantCulture, out var y)
            ? x.CompareTo(y) : string.CompareOrdinal(a, b);
}
