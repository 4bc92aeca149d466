using System.Globalization;
using Provisioning.Devices;

namespace Provisioning.Diagnostics;

/// <summary>
/// What a gateway measured, by names relative to the diagnostic's object: the same whether it was read as parameters (CWMP)
/// or came as a command's output (USP). Nothing in it is trusted: what is no number is none.
/// </summary>
internal sealed class DiagnosticOutputs
{
    private const int MaxRows = 256;

    private readonly Dictionary<string, string> _values = new(StringComparer.Ordinal);

    private DiagnosticOutputs(IEnumerable<KeyValuePair<string, string>> values)
    {
        foreach (var (name, value) in values)
        {
            _values[name] = value.Length <= 1024 ? value : value[..1024];
        }
    }

    /// <summary>TR-181 DiagnosticsState, or the command's Status; empty where neither is there.</summary>
    public string State => Text(DiagnosticObject.State) ?? Text("Status") ?? "";

    public static DiagnosticOutputs Of(IEnumerable<ParameterValue> values, string path) => new(values
        .Where(v => v.Path.StartsWith(path, StringComparison.Ordinal))
        .Select(v => KeyValuePair.Create(v.Path[path.Length..], v.Value)));

    public static DiagnosticOutputs Of(IReadOnlyDictionary<string, string> outputs) => new(outputs);

    /// <summary>The first of these names that is there and not empty.</summary>
    public string? Text(params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
        {
            if (_values.TryGetValue(name, out var value) && value.Length > 0)
            {
                return value;
            }
        }

        return null;
    }

    public long? Number(params ReadOnlySpan<string> names) =>
        long.TryParse(Text(names), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : null;

    /// <summary>TR-106 dateTime; the unknown time is none.</summary>
    public DateTimeOffset? Time(params ReadOnlySpan<string> names) =>
        DateTimeOffset.TryParse(Text(names), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var time) && time.Year > 1
            ? time
            : null;

    /// <summary>A comma-separated list.</summary>
    public IReadOnlyList<string> Items(params ReadOnlySpan<string> names) =>
        Text(names)?.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) ?? [];

    /// <summary>The rows of a table, by instance number.</summary>
    public IReadOnlyList<DiagnosticOutputs> Rows(string table)
    {
        var rows = new SortedDictionary<int, List<KeyValuePair<string, string>>>();
        var prefix = table + ".";
        foreach (var (name, value) in _values)
        {
            var dot = name.StartsWith(prefix, StringComparison.Ordinal) ? name.IndexOf('.', prefix.Length) : -1;
            if (dot > 0 && int.TryParse(name.AsSpan(prefix.Length, dot - prefix.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            {
                if (!rows.TryGetValue(number, out var row))
                {
                    rows[number] = row = [];
                }

                row.Add(KeyValuePair.Create(name[(dot + 1)..], value));
            }
        }

        return [.. rows.Values.Take(MaxRows).Select(r => new DiagnosticOutputs(r))];
    }
}
