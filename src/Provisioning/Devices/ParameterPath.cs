namespace Provisioning.Devices;

/// <summary>
/// Reading of data-model paths (TR-106 3.2): an object path ends with a dot, an instance is a numeric segment.
/// Paths travel as plain strings; this is the one place that takes them apart.
/// </summary>
public static class ParameterPath
{
    public static bool IsObject(string path) => path.EndsWith('.');

    /// <summary>The object that holds <paramref name="path"/>: <c>Device.A.1.B</c> → <c>Device.A.1.</c>, <c>Device.A.1.</c> → <c>Device.A.</c>.</summary>
    public static string Parent(string path)
    {
        var dot = path.AsSpan().TrimEnd('.').LastIndexOf('.');
        return dot < 0 ? "" : path[..(dot + 1)];
    }

    /// <summary>The first segment with its dot: <c>Device.A.1.B</c> → <c>Device.</c>; empty where there is no dot.</summary>
    public static string Root(string path) => path[..(path.IndexOf('.', StringComparison.Ordinal) + 1)];

    /// <summary>The last segment without dots: <c>Device.A.1.B</c> → <c>B</c>, <c>Device.A.1.</c> → <c>1</c>.</summary>
    public static string Name(string path)
    {
        var trimmed = path.AsSpan().TrimEnd('.');
        return trimmed[(trimmed.LastIndexOf('.') + 1)..].ToString();
    }

    /// <summary>Instance numbers and aliases replaced by <c>{i}</c>: <c>Device.A.1.B</c> → <c>Device.A.{i}.B</c>.</summary>
    public static string Template(string path)
    {
        path = AliasPath.Template(path);
        var segments = path.Split('.');
        for (var i = 0; i < segments.Length; i++)
        {
            if (IsInstanceNumber(segments[i]))
            {
                segments[i] = "{i}";
            }
        }

        return string.Join('.', segments);
    }

    /// <summary>True when <paramref name="path"/> is <paramref name="root"/> or, where that is an object, lies below it.</summary>
    public static bool Covers(string root, string path) =>
        IsObject(root) ? path.StartsWith(root, StringComparison.Ordinal) : string.Equals(root, path, StringComparison.Ordinal);

    public static bool IsInstanceNumber(ReadOnlySpan<char> segment) =>
        segment.Length is > 0 and < 11 && !segment.ContainsAnyExceptInRange('0', '9');
}
