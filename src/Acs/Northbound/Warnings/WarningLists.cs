using Microsoft.EntityFrameworkCore;
using Provisioning.Storage;
using Provisioning.Storage.Rows;
using Provisioning.Warnings.Matching;
using Provisioning.Warnings.Proposals;

namespace Acs.Northbound;

/// <summary>Reads warnings with what became of them, for API and page.</summary>
internal static class WarningLists
{
    public const int MostModels = 1000;
    public const int MostProposals = 1000;

    public static async Task<IReadOnlyList<WarningItem>> ReadAsync(AcsDbContext db, int skip, int take, CancellationToken cancellationToken)
    {
        var rows = await db.Warnings.AsNoTracking().OrderByDescending(w => w.ReceivedAt).ThenBy(w => w.Id).Skip(skip).Take(take)
            .Select(w => new WarningRow
            {
                Id = w.Id, SourceId = w.SourceId, Kind = w.Kind, Key = w.Key, Version = w.Version, Title = w.Title, Score = w.Score, State = w.State,
                StateReason = w.StateReason, ReleasedAt = w.ReleasedAt, ReceivedAt = w.ReceivedAt, EndsAt = w.EndsAt, Document = "",
            }).ToListAsync(cancellationToken);
        return await ItemsAsync(db, rows, cancellationToken);
    }

    public static async Task<WarningResource?> FindAsync(AcsDbContext db, Guid id, CancellationToken cancellationToken)
    {
        if (await db.Warnings.AsNoTracking().FirstOrDefaultAsync(w => w.Id == id, cancellationToken) is not { } row)
        {
            return null;
        }

        var matches = await db.WarningMatches.AsNoTracking().Where(m => m.WarningId == id).OrderByDescending(m => m.Status).ThenBy(m => m.Id).Take(MostModels).ToListAsync(cancellationToken);
        var urls = matches.Select(m => m.MudUrl).OfType<string>().ToList();
        var hosts = await db.Hosts.Where(h => h.MudUrl != null && urls.Contains(h.MudUrl)).GroupBy(h => h.MudUrl!).Select(g => new { g.Key, Count = g.Count() })
            .ToDictionaryAsync(g => g.Key, g => g.Count, StringComparer.Ordinal, cancellationToken);
        var models = new List<WarningMatchResource>(matches.Count);
        foreach (var match in matches)
        {
            models.Add(WarningMatchResource.Of(match, match.MudUrl is { } url ? hosts.GetValueOrDefault(url)
                : await db.Devices.CountAsync(d => d.Manufacturer == match.Manufacturer && d.ProductClass == match.ProductClass && d.SoftwareVersion == match.SoftwareVersion, cancellationToken)));
        }

        var proposals = await db.WarningProposals.AsNoTracking().Where(p => p.WarningId == id).OrderBy(p => p.Id).Take(MostProposals).ToListAsync(cancellationToken);
        var appeals = await db.WarningAppeals.AsNoTracking().Where(a => db.WarningProposals.Any(p => p.Id == a.ProposalId && p.WarningId == id)).ToListAsync(cancellationToken);
        return new WarningResource(
            (await ItemsAsync(db, [row], cancellationToken))[0], row.Summary, ProposedFlows.Read(row.Flows), row.Refused, models, [.. proposals.Select(p => ProposalResource.Of(p, appeals))]);
    }

    private static async Task<IReadOnlyList<WarningItem>> ItemsAsync(AcsDbContext db, IReadOnlyList<WarningRow> rows, CancellationToken cancellationToken)
    {
        var ids = rows.Select(r => r.Id).ToList();
        var sources = await db.WarningSources.ToDictionaryAsync(s => s.Id, s => s.Name, cancellationToken);
        var models = await db.WarningMatches.Where(m => ids.Contains(m.WarningId) && m.Status == MatchStatus.Affected).GroupBy(m => m.WarningId)
            .Select(g => new { g.Key, Count = g.Count() }).ToDictionaryAsync(g => g.Key, g => g.Count, cancellationToken);
        var proposals = (await db.WarningProposals.Where(p => ids.Contains(p.WarningId) && p.State != ProposalState.Withdrawn).GroupBy(p => new { p.WarningId, p.State })
            .Select(g => new { g.Key.WarningId, g.Key.State, Count = g.Count(), Hosts = g.Sum(p => p.Hosts) }).ToListAsync(cancellationToken)).ToLookup(p => p.WarningId);
        var appeals = await db.WarningAppeals.Where(a => a.Accepted == null)
            .Join(db.WarningProposals.Where(p => ids.Contains(p.WarningId)), a => a.ProposalId, p => p.Id, (a, p) => p.WarningId).GroupBy(id => id)
            .Select(g => new { g.Key, Count = g.Count() }).ToDictionaryAsync(g => g.Key, g => g.Count, cancellationToken);
        return
        [
            .. rows.Select(r => WarningItem.Of(
                r, sources.GetValueOrDefault(r.SourceId, "nobody"), models.GetValueOrDefault(r.Id), proposals[r.Id].Sum(p => p.Hosts),
                proposals[r.Id].Where(p => p.State == ProposalState.Open).Sum(p => p.Count), appeals.GetValueOrDefault(r.Id))),
        ];
    }
}
