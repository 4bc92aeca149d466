namespace Provisioning.Devices.Trust;

/// <summary>Paths as <c>Permission.{i}.Targets</c> has them: partial, with instance numbers, wildcards or search expressions.</summary>
internal static class TargetPath
{
    /// <summary>
    /// True when <paramref name="target"/> means everything that <paramref name="path"/> means. A partial path covers what is below
    /// it (TR-181: "that Object and any child"), with or without its dot, as the standard's own examples leave it out. What a
    /// search expression finds only the agent knows: it covers no row but the same expression.
    /// </summary>
    /// <param name="path">May have wildcards of its own.</param>
    public static bool Covers(string target, string path)
    {
        var wanted = Split(target);
        var actual = Split(path);
        return wanted.Count <= actual.Count
            && wanted.Zip(actual).All(p => p.First == p.Second || (IsAny(p.First) && IsRow(p.Second)));
    }

    /// <summary>Commands and events have permissions of their own kind.</summary>
    public static bool IsCommandOrEvent(string path) => path.EndsWith("()", StringComparison.Ordinal) || path.EndsWith('!');

    /// <summary>Parts between dots; a search expression is one part, whatever is in it.</summary>
    public static List<string> Split(string path)
    {
        var parts = new List<string>();
        var (start, depth) = (0, 0);
        for (var i = 0; i <= path.Length; i++)
        {
            var c = i == path.Length ? '.' : path[i];
            depth += c == '[' ? 1 : c == ']' ? -1 : 0;
            if (c == '.' && (depth == 0 || i == path.Length))
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

    /// <summary>A list of paths: commas inside a search expression do not part them.</summary>
    public static IReadOnlyList<string> List(string? text)
    {
        var paths = new List<string>();
        var (start, depth) = (0, 0);
        for (var i = 0; text is not null && i <= text.Length; i++)
        {
            var c = i == text.Length ? ',' : text[i];
            depth += c == '[' ? 1 : c == ']' ? -1 : 0;
            if (c == ',' && (depth <= 0 || i == text.Length))
            {
                if (text[start..i].Trim() is { Length: > 0 } path)
                {
                    paths.Add(path);
                }

                start = i + 1;
            }
        }

        return paths;
    }

    private static bool IsAny(string part) => part is "*" or "{i}";

    private static bool IsRow(string part) => IsAny(part) || part[0] == '[' || ParameterPath.IsInstanceNumber(part);
}
