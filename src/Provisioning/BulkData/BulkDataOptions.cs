namespace Provisioning.BulkData;

/// <summary><c>Acs:BulkData</c>: what is taken of gateways' bulk data (TR-369 Annex A), and how long it is kept.</summary>
public sealed class BulkDataOptions
{
    public const string Section = "Acs:BulkData";

    /// <summary>Largest body as it comes over the line, bytes.</summary>
    public int MaxBytes { get; set; } = 1024 * 1024;

    /// <summary>Largest body once inflated, bytes.</summary>
    public int MaxInflatedBytes { get; set; } = 4 * 1024 * 1024;

    /// <summary>Reports in one body: this interval's, and those that could not be sent before.</summary>
    public int MaxReports { get; set; } = 200;

    /// <summary>Values in one body.</summary>
    public int MaxValues { get; set; } = 10_000;

    /// <summary>Different parameters of one gateway; what is beyond is dropped.</summary>
    public int SeriesPerDevice { get; set; } = 1000;

    /// <summary>Values kept of one parameter, the newest.</summary>
    public int SamplesPerSeries { get; set; } = 50_000;

    /// <summary>Bodies that are read at the same time on this node; one more is told to come later (503).</summary>
    public int MaxConcurrent { get; set; } = 64;

    /// <summary>Values taken of one gateway in an hour; what is beyond is refused (HTTP 429) or dropped (USP).</summary>
    public int ValuesPerHour { get; set; } = 200_000;

    /// <summary>How long values are kept, days.</summary>
    public int Days { get; set; } = 30;
}
