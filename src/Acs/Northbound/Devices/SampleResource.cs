using Provisioning.Storage.Rows;

namespace Acs.Northbound;

/// <summary>A value at a time.</summary>
/// <param name="Value">A number where it is one, else a text; a whole number that JSON readers may not hold is a text.</param>
internal sealed record SampleResource(string Path, DateTimeOffset At, object Value)
{
    public static SampleResource Of(string path, SampleRow row) => new(path, row.At, row.Text ?? (object?)row.Number ?? "");
}
