using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Provisioning.Storage;
using Provisioning.Storage.Rows;

namespace Acs.Dashboard.Device;

/// <summary>The series of a device, and one of them in full.</summary>
/// <param name="Shown">The one that is drawn; null: there is none.</param>
/// <param name="Samples">Its newest values, oldest first.</param>
public sealed record SeriesView(IReadOnlyList<SeriesRow> All, SeriesRow? Shown, IReadOnlyList<SampleRow> Samples)
{
    private const int MostSeries = 1000;
    private const int MostSamples = 500;

    public static SeriesView None { get; } = new([], null, []);

    public static async Task<SeriesView> ReadAsync(AcsDbContext db, long deviceId, string? path, CancellationToken cancellationToken)
    {
        var all = await db.Series.AsNoTracking().Where(s => s.DeviceId == deviceId).OrderBy(s => s.Path).Take(MostSeries).ToListAsync(cancellationToken);
        var shown = all.Find(s => s.Path == path) ?? all.FirstOrDefault();
        if (shown is null)
        {
            return None;
        }

        var samples = await db.Samples.AsNoTracking().Where(s => s.SeriesId == shown.Id).OrderByDescending(s => s.At).Take(MostSamples).ToListAsync(cancellationToken);
        samples.Reverse();
        return new SeriesView(all, shown, samples);
    }

    /// <summary>Least and greatest number; null: there are no numbers to draw.</summary>
    public (double Least, double Greatest)? Range
    {
        get
        {
            var numbers = Samples.Select(s => s.Number).OfType<double>().ToList();
            return numbers.Count == 0 ? null : (numbers.Min(), numbers.Max());
        }
    }

    /// <summary>The numbers as points of an SVG line, in a box of this size.</summary>
    public string Points(double width, double height)
    {
        if (Range is not var (least, greatest))
        {
            return "";
        }

        var (begin, end) = (Samples[0].At, Samples[^1].At);
        var (time, span) = (Math.Max(1, (end - begin).TotalSeconds), greatest - least);
        return string.Join(' ', Samples.Where(s => s.Number is not null).Select(s => string.Create(
            CultureInfo.InvariantCulture,
            $"{(s.At - begin).TotalSeconds / time * width:0.#},{(span > 0 ? (1 - (s.Number!.Value - least) / span) * height : height / 2):0.#}")));
    }

    public static string Text(SampleRow sample) => sample.Text ?? sample.Number?.ToString("0.###", CultureInfo.InvariantCulture) ?? "";
}
