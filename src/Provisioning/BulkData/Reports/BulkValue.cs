using System.Globalization;

namespace Provisioning.BulkData.Reports;

/// <summary>One value of a report.</summary>
/// <param name="Name">Parameter path, or the alternative name that a profile gives it (TR-369 R-BULK.9).</param>
/// <param name="Number">Null: it is no number.</param>
/// <param name="Text">Null: the number says all. A whole number that a double cannot hold stands here too, as it came.</param>
public readonly record struct BulkValue(string Name, double? Number, string? Text)
{
    private const double Exact = 1L << 53;

    /// <summary>A value that is a number if it reads as one.</summary>
    public static BulkValue Numeric(string name, string text) =>
        double.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent, CultureInfo.InvariantCulture, out var number)
            && double.IsFinite(number)
            ? new BulkValue(name, number, Math.Abs(number) > Exact ? text : null)
            : new BulkValue(name, null, text);

    public static BulkValue Plain(string name, string text) => new(name, null, text);
}
