using System.Globalization;

namespace Provisioning.BulkData.Reports;

/// <summary>TR-181 <c>JSONEncoding.ReportTimestamp</c> and <c>CSVEncoding.RowTimestamp</c>: Unix-Epoch or ISO-8601.</summary>
internal static class CollectionTime
{
    /// <returns>Null: it is neither.</returns>
    public static DateTimeOffset? Read(string text)
    {
        if (long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var seconds))
        {
            return seconds is > 0 and < 253_402_300_800 ? DateTimeOffset.FromUnixTimeSeconds(seconds) : null;
        }

        return DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var time)
            ? time
            : null;
    }
}
