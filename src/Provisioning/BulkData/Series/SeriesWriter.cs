using Microsoft.EntityFrameworkCore;
using Provisioning.BulkData.Reports;
using Provisioning.Storage;
using Provisioning.Storage.Rows;

namespace Provisioning.BulkData.Series;

/// <summary>Puts reports into the tables, inside a commit. What is there already stays as it is: a report may come twice.</summary>
internal static class SeriesWriter
{
    private const int MaxName = 512;
    private const int MaxText = 512;
    private const int Page = 400;

    /// <returns>How many values there was no room for: more series than a device may have.</returns>
    public static async Task<int> WriteAsync(
        AcsDbContext db, long deviceId, IReadOnlyList<BulkReport> reports, DateTimeOffset receivedAt, BulkDataOptions options, CancellationToken cancellationToken)
    {
        var values = Collect(reports, receivedAt, options);
        var series = await SeriesAsync(db, deviceId, [.. values.Keys.Select(k => k.Name).Distinct(StringComparer.OrdinalIgnoreCase)], options, cancellationToken);
        var known = await KnownAsync(db, series.Values, [.. values.Keys.Select(k => k.At).Distinct()], cancellationToken);
        var dropped = 0;
        foreach (var ((name, at), value) in values)
        {
            if (!series.TryGetValue(name, out var row))
            {
                dropped++;
            }
            else if (known.Add((row.Id, at)))
            {
                row.Samples++;
                row.LastAt = at > row.LastAt ? at : row.LastAt;
                db.Samples.Add(new SampleRow
                {
                    SeriesId = row.Id, At = at, Number = value.Number, Text = value.Text is { Length: > MaxText } text ? text[..MaxText] : value.Text,
                });
            }
        }

        return dropped;
    }

    /// <summary>The last one counts where a body says a thing twice.</summary>
    private static Dictionary<(string Name, DateTimeOffset At), BulkValue> Collect(
        IReadOnlyList<BulkReport> reports, DateTimeOffset receivedAt, BulkDataOptions options)
    {
        var values = new Dictionary<(string, DateTimeOffset), BulkValue>();
        foreach (var report in reports)
        {
            // A gateway without a clock says 1970: then the time of its arrival is nearer to the truth.
            var at = report.CollectedAt is { } told && told > receivedAt.AddDays(-options.Days) && told < receivedAt.AddDays(1) ? told : receivedAt;
            at = at.AddTicks(-(at.Ticks % TimeSpan.TicksPerMillisecond));
            foreach (var value in report.Values)
            {
                var name = value.Name.Trim();
                if (name.Length is > 0 and <= MaxName && !name.Contains('\0'))
                {
                    values[(name, at)] = value.Text is { } text && text.Contains('\0') ? value with { Text = text.Replace("\0", "", StringComparison.Ordinal) } : value;
                }
            }
        }

        return values;
    }

    private static async Task<Dictionary<string, SeriesRow>> SeriesAsync(
        AcsDbContext db, long deviceId, IReadOnlyList<string> names, BulkDataOptions options, CancellationToken cancellationToken)
    {
        // Databases that do not tell cases apart shall not meet two names that differ in case only.
        var series = new Dictionary<string, SeriesRow>(StringComparer.OrdinalIgnoreCase);
        foreach (var page in names.Chunk(Page))
        {
            foreach (var row in await db.Series.Where(s => s.DeviceId == deviceId && page.Contains(s.Path)).ToListAsync(cancellationToken))
            {
                series[row.Path] = row;
            }
        }

        var missing = names.Where(n => !series.ContainsKey(n)).ToList();
        if (missing.Count == 0)
        {
            return series;
        }

        var room = options.SeriesPerDevice - await db.Series.CountAsync(s => s.DeviceId == deviceId, cancellationToken);
        foreach (var name in missing.Take(Math.Max(0, room)))
        {
            var row = new SeriesRow { DeviceId = deviceId, Path = name };
            db.Series.Add(row);
            series.Add(name, row);
        }

        // The samples need the ids that the database gives.
        await db.SaveChangesAsync(cancellationToken);
        return series;
    }

    private static async Task<HashSet<(long SeriesId, DateTimeOffset At)>> KnownAsync(
        AcsDbContext db, IEnumerable<SeriesRow> series, IReadOnlyList<DateTimeOffset> times, CancellationToken cancellationToken)
    {
        var known = new HashSet<(long, DateTimeOffset)>();
        foreach (var ids in series.Select(s => s.Id).Chunk(Page))
        {
            foreach (var at in times.Chunk(Page))
            {
                var found = await db.Samples.AsNoTracking().Where(s => ids.Contains(s.SeriesId) && at.Contains(s.At))
                    .Select(s => new { s.SeriesId, s.At }).ToListAsync(cancellationToken);
                known.UnionWith(found.Select(f => (f.SeriesId, f.At)));
            }
        }

        return known;
    }
}
