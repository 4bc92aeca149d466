using System.Text.Json;

namespace Provisioning.BulkData.Reports;

/// <summary>
/// TR-369 "Encoding of JSON Bulk Data". ObjectHierarchy nests what NameValuePair writes out: with the names joined by dots both
/// say the same.
/// </summary>
internal static class JsonReports
{
    private const int MaxDepth = 32;
    private const string Time = "CollectionTime";

    public static IReadOnlyList<BulkReport>? Read(ReadOnlyMemory<byte> body, BulkDataOptions limits, out string error)
    {
        try
        {
            using var document = JsonDocument.Parse(body, new JsonDocumentOptions { MaxDepth = MaxDepth });
            if (!document.RootElement.TryGetProperty("Report", out var list) || list.ValueKind != JsonValueKind.Array)
            {
                error = "The object has no array Report.";
                return null;
            }

            if (list.GetArrayLength() > limits.MaxReports)
            {
                error = $"There are more than {limits.MaxReports} reports.";
                return null;
            }

            return Read(list, limits, out error);
        }
        catch (JsonException e)
        {
            error = $"It is no JSON: line {e.LineNumber + 1}, byte {e.BytePositionInLine}.";
            return null;
        }
        catch (InvalidOperationException)
        {
            // A name or a string with half a surrogate, or bytes that are no UTF-8.
            error = "A text is no UTF-8.";
            return null;
        }
    }

    private static List<BulkReport>? Read(JsonElement list, BulkDataOptions limits, out string error)
    {
        var reports = new List<BulkReport>();
        var left = limits.MaxValues;
        foreach (var report in list.EnumerateArray())
        {
            if (report.ValueKind != JsonValueKind.Object)
            {
                error = "A report is no object.";
                return null;
            }

            DateTimeOffset? at = null;
            var values = new List<BulkValue>();
            foreach (var member in report.EnumerateObject())
            {
                if (member.NameEquals(Time))
                {
                    at = CollectionTime.Read(member.Value.ToString());
                }
                else
                {
                    Flatten(member.Name, member.Value, values, left);
                }
            }

            left -= values.Count;
            if (left < 0)
            {
                error = $"There are more than {limits.MaxValues} values.";
                return null;
            }

            reports.Add(new BulkReport(at, values));
        }

        error = "";
        return reports;
    }

    private static void Flatten(string name, JsonElement value, List<BulkValue> values, int left)
    {
        if (values.Count > left)
        {
            return;
        }

        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                foreach (var member in value.EnumerateObject())
                {
                    Flatten($"{name}.{member.Name}", member.Value, values, left);
                }

                break;
            case JsonValueKind.Number:
                values.Add(BulkValue.Numeric(name, value.GetRawText()));
                break;
            case JsonValueKind.String:
                values.Add(BulkValue.Plain(name, value.GetString()!));
                break;
            case JsonValueKind.True or JsonValueKind.False:
                values.Add(BulkValue.Plain(name, value.GetBoolean() ? "true" : "false"));
                break;
        }
    }
}
