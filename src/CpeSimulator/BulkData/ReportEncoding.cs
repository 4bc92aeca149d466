using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using CpeSimulator.DataModels;

namespace CpeSimulator.BulkData;

/// <summary>TR-369 "Encoding of CSV Bulk Data" and "Encoding of JSON Bulk Data".</summary>
internal static class ReportEncoding
{
    public static bool IsJson(string format) => format is "ObjectHierarchy" or "NameValuePair";

    public static string Encode(IReadOnlyList<CollectedReport> reports, string format) => format switch
    {
        "ObjectHierarchy" => Json(reports, Hierarchy),
        "NameValuePair" => Json(reports, (report, value) => report[value.Path] = Node(value)),
        "ParameterPerRow" => PerRow(reports),
        _ => PerColumn(reports),
    };

    private static string Json(IReadOnlyList<CollectedReport> reports, Action<JsonObject, ParameterReading> add)
    {
        var list = new JsonArray();
        foreach (var report in reports)
        {
            var json = new JsonObject { ["CollectionTime"] = report.At.ToUnixTimeSeconds() };
            foreach (var value in report.Values)
            {
                add(json, value);
            }

            list.Add(json);
        }

        return new JsonObject { ["Report"] = list }.ToJsonString();
    }

    private static void Hierarchy(JsonObject report, ParameterReading value)
    {
        var parts = value.Path.Split('.');
        var at = report;
        foreach (var part in parts[..^1])
        {
            if (at[part] is not JsonObject below)
            {
                at[part] = below = [];
            }

            at = below;
        }

        at[parts[^1]] = Node(value);
    }

    private static JsonValue Node(ParameterReading value) => value.Template.Syntax.Kind switch
    {
        _ when value.Template.Syntax.IsList => JsonValue.Create(value.Value),
        ValueKind.Boolean => JsonValue.Create(value.Value == "true"),
        ValueKind.Int or ValueKind.UnsignedInt => JsonValue.Create(long.Parse(value.Value, CultureInfo.InvariantCulture)),
        _ => JsonValue.Create(value.Value),
    };

    private static string PerRow(IReadOnlyList<CollectedReport> reports)
    {
        var text = new StringBuilder("ReportTimestamp,ParameterName,ParameterValue,ParameterType\r\n");
        foreach (var report in reports)
        {
            foreach (var value in report.Values)
            {
                text.Append(CultureInfo.InvariantCulture, $"{report.At.ToUnixTimeSeconds()},{value.Path},{Quoted(value.Value)},{TypeOf(value)}\r\n");
            }
        }

        return text.ToString();
    }

    private static string PerColumn(IReadOnlyList<CollectedReport> reports)
    {
        var columns = reports.SelectMany(r => r.Values).Select(v => v.Path).Distinct(StringComparer.Ordinal).ToList();
        var text = new StringBuilder("ReportTimestamp," + string.Join(',', columns) + "\r\n");
        foreach (var report in reports)
        {
            var values = report.Values.ToDictionary(v => v.Path, v => v.Value, StringComparer.Ordinal);
            text.Append(CultureInfo.InvariantCulture, $"{report.At.ToUnixTimeSeconds()},{string.Join(',', columns.Select(c => Quoted(values.GetValueOrDefault(c) ?? "")))}\r\n");
        }

        return text.ToString();
    }

    private static string Quoted(string value) =>
        value.AsSpan().IndexOfAny(",\"\r\n ") < 0 ? value : $"\"{value.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    private static string TypeOf(ParameterReading value) => value.Template.Syntax.Kind switch
    {
        ValueKind.Boolean => "boolean",
        ValueKind.Int => "int",
        ValueKind.UnsignedInt => "unsignedInt",
        ValueKind.DateTime => "dateTime",
        _ => "string",
    };
}
