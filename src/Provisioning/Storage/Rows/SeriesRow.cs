namespace Provisioning.Storage.Rows;

/// <summary>A parameter of one device whose values over time are kept; (device, path) is unique.</summary>
public sealed class SeriesRow
{
    public long Id { get; set; }

    public long DeviceId { get; set; }

    /// <summary>Parameter path, or the alternative name that a bulk data profile gives it.</summary>
    public required string Path { get; set; }

    /// <summary>At least as many as there are in <see cref="SampleRow"/>: what grew old is not taken off at once.</summary>
    public int Samples { get; set; }

    /// <summary>The newest value's time.</summary>
    public DateTimeOffset LastAt { get; set; }
}
