using System.Globalization;

namespace Provisioning.Firewall.Evaluation;

/// <summary>Reads one row's parameters out of a flat map; what is absent has TR-181's default.</summary>
internal readonly struct RowReader(IReadOnlyDictionary<string, string> values, string row)
{
    public string Path { get; } = row;

    public string Text(string name, string absent = "") => values.TryGetValue(Path + name, out var value) ? value.Trim() : absent;

    public int Number(string name, int absent = -1) =>
        int.TryParse(Text(name), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : absent;

    public bool Flag(string name, bool absent = false) => Text(name) switch
    {
        "true" or "1" => true,
        "false" or "0" => false,
        _ => absent,
    };

    /// <summary>Rows of a table in instance order.</summary>
    public static IReadOnlyList<string> Rows(IReadOnlyDictionary<string, string> values, string table)
    {
        var numbers = new SortedSet<int>();
        foreach (var path in values.Keys)
        {
            if (!path.StartsWith(table, StringComparison.Ordinal))
            {
                continue;
            }

            var rest = path[table.Length..];
            var dot = rest.IndexOf('.', StringComparison.Ordinal);
            if (dot > 0 && int.TryParse(rest.AsSpan(0, dot), NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            {
                numbers.Add(number);
            }
        }

        return [.. numbers.Select(n => string.Create(CultureInfo.InvariantCulture, $"{table}{n}."))];
    }
}
