namespace Provisioning.BulkData.Reports;

/// <summary>
/// Reads a body of bulk data. Which of the four forms it has (JSON ObjectHierarchy and NameValuePair, CSV ParameterPerRow and
/// ParameterPerColumn) is seen from the body: a Push! does not say (TR-369 "USPEventNotif Bulk Data Collection").
/// </summary>
public static class BulkReportReader
{
    /// <returns>The reports in their order, or null, and then <paramref name="error"/> says why.</returns>
    public static IReadOnlyList<BulkReport>? Read(ReadOnlyMemory<byte> body, BulkDataOptions limits, out string error)
    {
        var text = body.Span;
        if (text.StartsWith((ReadOnlySpan<byte>)[0xEF, 0xBB, 0xBF]))
        {
            body = body[3..];
        }

        var begin = body.Span.TrimStart(" \t\r\n"u8);
        if (begin.IsEmpty)
        {
            error = "The body is empty.";
            return null;
        }

        return begin[0] == '{' ? JsonReports.Read(body, limits, out error) : CsvReports.Read(body.Span, limits, out error);
    }
}
