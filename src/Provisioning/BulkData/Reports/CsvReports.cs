using System.Text;

namespace Provisioning.BulkData.Reports;

/// <summary>TR-369 "Encoding of CSV Bulk Data", ParameterPerRow (R-BULK.12) and ParameterPerColumn: the header says which.</summary>
internal static class CsvReports
{
    private const string Timestamp = "ReportTimestamp";

    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    public static IReadOnlyList<BulkReport>? Read(ReadOnlySpan<byte> body, BulkDataOptions limits, out string error)
    {
        string text;
        try
        {
            text = Strict.GetString(body);
        }
        catch (DecoderFallbackException)
        {
            error = "The text is no UTF-8.";
            return null;
        }

        var rows = new CsvRows(text);
        var header = new List<string>();
        if (!rows.Read(header, limits.MaxValues))
        {
            error = rows.Error ?? "There is no header.";
            return null;
        }

        var name = header.IndexOf("ParameterName");
        var value = header.IndexOf("ParameterValue");
        var reports = name >= 0 && value >= 0
            ? PerRow(ref rows, header, limits, out error)
            : PerColumn(ref rows, header, limits, out error);
        error = rows.Error ?? error;
        return error.Length == 0 ? reports : null;
    }

    /// <summary>Rows of the same time are one report.</summary>
    private static List<BulkReport> PerRow(ref CsvRows rows, List<string> header, BulkDataOptions limits, out string error)
    {
        var (time, name, value, type) =
            (header.IndexOf(Timestamp), header.IndexOf("ParameterName"), header.IndexOf("ParameterValue"), header.IndexOf("ParameterType"));
        var reports = new List<BulkReport>();
        var fields = new List<string>();
        (string? Time, List<BulkValue> Values) current = (null, []);
        error = "";
        for (var count = 1; rows.Read(fields, header.Count); count++)
        {
            if (fields.Count <= Math.Max(name, value) || count > limits.MaxValues)
            {
                error = count > limits.MaxValues ? $"There are more than {limits.MaxValues} values." : "A row has fewer fields than the header.";
                return reports;
            }

            var at = time >= 0 ? fields[time] : "";
            if (at != current.Time)
            {
                if (reports.Count == limits.MaxReports)
                {
                    error = $"There are more than {limits.MaxReports} reports.";
                    return reports;
                }

                current = (at, []);
                reports.Add(new BulkReport(CollectionTime.Read(at), current.Values));
            }

            var isText = type >= 0 && type < fields.Count && fields[type] is "string" or "boolean" or "dateTime" or "hexBinary" or "base64";
            current.Values.Add(isText ? BulkValue.Plain(fields[name], fields[value]) : BulkValue.Numeric(fields[name], fields[value]));
        }

        return reports;
    }

    private static List<BulkReport> PerColumn(ref CsvRows rows, List<string> header, BulkDataOptions limits, out string error)
    {
        var time = header.IndexOf(Timestamp);
        var reports = new List<BulkReport>();
        var fields = new List<string>();
        var left = limits.MaxValues;
        error = "";
        while (rows.Read(fields, header.Count))
        {
            left -= fields.Count;
            if (fields.Count != header.Count || left < 0 || reports.Count == limits.MaxReports)
            {
                error = fields.Count != header.Count ? "A row has fewer fields than the header."
                    : left < 0 ? $"There are more than {limits.MaxValues} values."
                    : $"There are more than {limits.MaxReports} reports.";
                return reports;
            }

            var values = new List<BulkValue>(header.Count);
            for (var i = 0; i < header.Count; i++)
            {
                // An empty field: the object was not there at that time.
                if (i != time && fields[i].Length > 0)
                {
                    values.Add(BulkValue.Numeric(header[i], fields[i]));
                }
            }

            reports.Add(new BulkReport(time >= 0 ? CollectionTime.Read(fields[time]) : null, values));
        }

        return reports;
    }
}
