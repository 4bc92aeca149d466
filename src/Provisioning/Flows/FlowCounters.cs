using Microsoft.EntityFrameworkCore;
using Provisioning.Storage;
using Provisioning.Storage.Rows;

namespace Provisioning.Flows;

/// <summary>What the rows of gateways' tables said last, bounded for each gateway.</summary>
internal static class FlowCounters
{
    /// <summary>Rows of one gateway; of more, those that were seen longest ago are forgotten and would count again.</summary>
    public const int MostOfDevice = 2000;

    public const int LongestRow = 256;

    private const int Page = 500;

    public static async Task<IReadOnlyDictionary<string, CountedRow>> ReadAsync(AcsDbContext db, long deviceId, IEnumerable<string> rows, CancellationToken cancellationToken)
    {
        var known = new Dictionary<string, CountedRow>(StringComparer.Ordinal);
        foreach (var page in rows.Distinct(StringComparer.Ordinal).Chunk(Page))
        {
            foreach (var row in await db.FlowCounters.AsNoTracking().Where(c => c.DeviceId == deviceId && page.Contains(c.Row)).ToListAsync(cancellationToken))
            {
                known[row.Row] = new CountedRow(row.Subject, row.Packets, row.Octets);
            }
        }

        return known;
    }

    /// <summary>Within somebody's commit.</summary>
    public static async Task WriteAsync(AcsDbContext db, long deviceId, IReadOnlyDictionary<string, CountedRow> rows, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var there = new Dictionary<string, FlowCounterRow>(StringComparer.Ordinal);
        foreach (var page in rows.Keys.Chunk(Page))
        {
            foreach (var row in await db.FlowCounters.Where(c => c.DeviceId == deviceId && page.Contains(c.Row)).ToListAsync(cancellationToken))
            {
                there[row.Row] = row;
            }
        }

        foreach (var (path, counted) in rows.Take(MostOfDevice))
        {
            if (!there.TryGetValue(path, out var row))
            {
                db.FlowCounters.Add(row = new FlowCounterRow { DeviceId = deviceId, Row = path });
            }

            (row.Subject, row.Packets, row.Octets, row.SeenAt) = (counted.Subject.Length <= 400 ? counted.Subject : counted.Subject[..400], counted.Packets, counted.Octets, now);
        }

        var over = await db.FlowCounters.CountAsync(c => c.DeviceId == deviceId, cancellationToken) + rows.Count - there.Count - MostOfDevice;
        if (over > 0)
        {
            var seen = rows.Keys.ToHashSet(StringComparer.Ordinal);
            var old = await db.FlowCounters.Where(c => c.DeviceId == deviceId && c.Row != "").OrderBy(c => c.SeenAt).ThenBy(c => c.Row).Take(over + rows.Count).ToListAsync(cancellationToken);
            db.FlowCounters.RemoveRange(old.Where(c => !seen.Contains(c.Row)).Take(over));
        }
    }
}
