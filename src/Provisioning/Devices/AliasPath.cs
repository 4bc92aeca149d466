using System.Buffers;
using System.Text;

namespace Provisioning.Devices;

/// <summary>
/// Instances named by their alias: <c>Device.NAT.PortMapping.[web].Enable</c> (TR-069 3.6.1, TR-106 Alias). What stands in
/// USP's square brackets with an operator is a search expression and no alias.
/// </summary>
public static class AliasPath
{
    private const int MaxAlias = 64;

    private static readonly SearchValues<char> _operators = SearchValues.Create("=<>!&~\"");

    /// <summary>True when a segment is an alias.</summary>
    public static bool Has(string path) => path.Contains(".[", StringComparison.Ordinal) && Next(path, 0) is not null;

    /// <summary>The table of the first alias, whose instances' aliases must be known: <c>Device.NAT.PortMapping.</c>.</summary>
    public static string? Table(string path) => Next(path, 0) is var (start, _) ? path[..start] : null;

    /// <summary>The alias of the last segment, and the table: of a row that is to be added.</summary>
    public static (string Table, string Alias)? Last(string path)
    {
        var from = 0;
        while (Next(path, from) is var (start, end))
        {
            if (end == path.Length - 2 && path[^1] == '.')
            {
                return (path[..start], path[(start + 1)..end]);
            }

            from = end;
        }

        return null;
    }

    /// <summary>Every alias replaced by the number of the instance that reports it.</summary>
    /// <returns>Null: an alias is not among those reported.</returns>
    public static string? Resolve(string path, ReportedParameters reported)
    {
        while (Next(path, 0) is var (start, end))
        {
            var alias = path[(start + 1)..end];
            if (reported.Instances(path[..start]).FirstOrDefault(i => string.Equals(reported.Value($"{i}Alias"), alias, StringComparison.Ordinal)) is not { } instance)
            {
                return null;
            }

            path = instance + (end + 2 <= path.Length ? path[(end + 2)..] : "");
        }

        return path;
    }

    /// <summary>Every alias replaced by <c>{i}</c>.</summary>
    public static string Template(string path)
    {
        while (path.Contains(".[", StringComparison.Ordinal) && Next(path, 0) is var (start, end))
        {
            path = $"{path[..start]}{{i}}{path[(end + 1)..]}";
        }

        return path;
    }

    /// <summary>As a USP agent is asked: <c>[web]</c> is the search expression <c>[Alias=="web"]</c> (TR-369 2.5, R-ARC.8).</summary>
    public static string ForUsp(string path)
    {
        var result = new StringBuilder();
        var from = 0;
        while (Next(path, from) is var (start, end))
        {
            result.Append(path, from, start - from).Append("[Alias==\"").Append(path, start + 1, end - start - 1).Append("\"]");
            from = end + 1;
        }

        return result.Append(path, from, path.Length - from).ToString();
    }

    /// <summary>Where the next alias stands, brackets included: from <c>[</c> to <c>]</c>.</summary>
    private static (int Start, int End)? Next(string path, int from)
    {
        for (var start = path.IndexOf(".[", from, StringComparison.Ordinal); start >= 0; start = path.IndexOf(".[", start + 1, StringComparison.Ordinal))
        {
            var end = path.IndexOf(']', start);
            if (end > 0 && IsAlias(path.AsSpan(start + 2, end - start - 2)))
            {
                return (start + 1, end);
            }
        }

        return null;
    }

    /// <summary>TR-106: begins with a letter, at most 64 characters; no operator, which only a search expression has.</summary>
    private static bool IsAlias(ReadOnlySpan<char> text) =>
        text.Length is > 0 and <= MaxAlias && char.IsLetter(text[0]) && !text.ContainsAny(_operators);
}
