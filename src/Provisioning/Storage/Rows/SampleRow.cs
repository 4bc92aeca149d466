namespace Provisioning.Storage.Rows;

/// <summary>A value at a time; key is (series, time), so a report that comes twice counts once.</summary>
public sealed class SampleRow
{
    public long SeriesId { get; set; }

    /// <summary>When the gateway collected it, to the millisecond.</summary>
    public DateTimeOffset At { get; set; }

    public double? Number { get; set; }

    /// <summary>Null where <see cref="Number"/> says all.</summary>
    public string? Text { get; set; }
}
