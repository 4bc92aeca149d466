using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Provisioning.Storage;

namespace Provisioning.BulkData.Series;

/// <summary>Deletes values that are too old or too many, a page at a time so that no session waits for it.</summary>
public sealed class SeriesRetention(IGroupCommit commit, IDbContextFactory<AcsDbContext> contexts, IOptions<BulkDataOptions> options, TimeProvider time)
{
    private const int Page = 2000;

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var limit = time.GetUtcNow().AddDays(-options.Value.Days);
        await DeleteAsync(db => db.Samples.Where(s => s.At < limit).OrderBy(s => s.At).Take(Page), cancellationToken);
        var most = options.Value.SamplesPerSeries;
        long after = 0;
        while (await FullAsync(after, most, cancellationToken) is { Count: > 0 } full)
        {
            after = full[^1];
            foreach (var series in full)
            {
                await TrimAsync(series, most, cancellationToken);
            }
        }

        await DeleteAsync(db => db.Series.Where(s => s.LastAt < limit).OrderBy(s => s.Id).Take(Page), cancellationToken);
    }

    private async Task<List<long>> FullAsync(long after, int most, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.Series.Where(s => s.Samples > most && s.Id > after).OrderBy(s => s.Id).Select(s => s.Id).Take(Page).ToListAsync(cancellationToken);
    }

    private async Task TrimAsync(long series, int most, CancellationToken cancellationToken)
    {
        DateTimeOffset oldest;
        await using (var db = await contexts.CreateDbContextAsync(cancellationToken))
        {
            oldest = await db.Samples.Where(s => s.SeriesId == series).OrderByDescending(s => s.At).Skip(most - 1).Select(s => s.At).FirstOrDefaultAsync(cancellationToken);
        }

        if (oldest != default)
        {
            await DeleteAsync(db => db.Samples.Where(s => s.SeriesId == series && s.At < oldest).OrderBy(s => s.At).Take(Page), cancellationToken);
        }

        await commit.CommitAsync(
            async (db, token) =>
            {
                if (await db.Series.FindAsync([series], token) is { } row)
                {
                    row.Samples = await db.Samples.CountAsync(s => s.SeriesId == series, token);
                }
            },
            cancellationToken);
    }

    private async Task DeleteAsync<T>(Func<AcsDbContext, IQueryable<T>> old, CancellationToken cancellationToken)
        where T : class
    {
        int deleted;
        do
        {
            deleted = 0;
            await commit.CommitAsync(async (db, token) => deleted = await old(db).ExecuteDeleteAsync(token), cancellationToken);
        }
        while (deleted == Page);
    }
}
