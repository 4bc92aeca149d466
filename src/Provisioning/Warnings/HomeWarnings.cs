using Microsoft.EntityFrameworkCore;
using Provisioning.Storage;
using Provisioning.Storage.Rows;
using Provisioning.Warnings.Matching;
using Provisioning.Warnings.Proposals;

namespace Provisioning.Warnings;

/// <summary>What is warned of that stands in one home, the worst first.</summary>
public static class HomeWarnings
{
    private const int Most = 1000;

    public static async Task<IReadOnlyList<HomeWarning>> ReadAsync(AcsDbContext db, DeviceRow device, CancellationToken cancellationToken)
    {
        var hosts = await db.Hosts.AsNoTracking().Where(h => h.DeviceId == device.Id && h.MudUrl != null).Select(h => new { h.Mac, h.MudUrl }).ToListAsync(cancellationToken);
        var urls = hosts.Select(h => h.MudUrl!).Distinct(StringComparer.Ordinal).ToList();
        var matches = await db.WarningMatches.AsNoTracking()
            .Where(m => m.MudUrl != null ? urls.Contains(m.MudUrl)
                : m.Manufacturer == device.Manufacturer && m.ProductClass == device.ProductClass && m.SoftwareVersion == device.SoftwareVersion)
            .Join(db.Warnings, m => m.WarningId, w => w.Id, (m, w) => new { Match = m, w.Title, w.Score, w.SourceId, w.State })
            .Where(m => m.State == WarningState.Current || m.State == WarningState.OutOfScope)
            .OrderByDescending(m => m.Score).ThenBy(m => m.Match.Id).Take(Most).ToListAsync(cancellationToken);
        var proposals = await db.WarningProposals.AsNoTracking()
            .Where(p => p.DeviceId == device.Id || (p.MudUrl != null && urls.Contains(p.MudUrl))).OrderByDescending(p => p.Id).Take(Most).ToListAsync(cancellationToken);
        var sources = await db.WarningSources.AsNoTracking().ToDictionaryAsync(s => s.Id, s => s.Name, cancellationToken);
        var ofModels = matches.SelectMany(m =>
        {
            var proposal = m.Match.MudUrl is null ? null : proposals.Find(p => p.WarningId == m.Match.WarningId && p.MudUrl == m.Match.MudUrl);
            var macs = m.Match.MudUrl is null ? [null] : hosts.Where(h => h.MudUrl == m.Match.MudUrl).Select(h => (string?)h.Mac);
            var reason = m.Match.InScope ? m.Match.Reason : $"{m.Match.Reason} Out of scope: {sources.GetValueOrDefault(m.SourceId)} may not speak about it.";
            return macs.Select(mac => new HomeWarning(
                m.Match.WarningId, mac, sources.GetValueOrDefault(m.SourceId, "nobody"), m.Title, m.Score, m.Match.Status, m.Match.Confidence, reason, proposal?.State, proposal?.Id, proposal?.EndsAt));
        });
        return [.. ofModels.Concat(await OfHomeAsync(db, proposals, sources, cancellationToken)).OrderByDescending(w => w.Status).ThenByDescending(w => w.Score)];
    }

    private static async Task<IEnumerable<HomeWarning>> OfHomeAsync(AcsDbContext db, IReadOnlyList<WarningProposalRow> proposals, IReadOnlyDictionary<Guid, string> sources, CancellationToken cancellationToken)
    {
        var own = proposals.Where(p => p.DeviceId is not null && p.State is not (ProposalState.Withdrawn or ProposalState.Ended)).ToList();
        var ids = own.Select(p => p.WarningId).ToList();
        var titles = await db.Warnings.Where(w => ids.Contains(w.Id)).ToDictionaryAsync(w => w.Id, w => new { w.Title, w.Kind }, cancellationToken);
        return own.Select(p => titles.GetValueOrDefault(p.WarningId) is { Kind: WarningKind.Advisory } advisory
            ? new HomeWarning(
                p.WarningId, p.Mac, sources.GetValueOrDefault(p.SourceId, "nobody"), advisory.Title, null, MatchStatus.Unknown, MatchConfidence.Guess,
                "Its own name says that it may be what the warning speaks of; nothing else does.", p.State, p.Id, p.EndsAt)
            : new HomeWarning(
                p.WarningId, p.Mac, sources.GetValueOrDefault(p.SourceId, "nobody"), titles.GetValueOrDefault(p.WarningId)?.Title ?? "", null, MatchStatus.Affected,
                p.Possible ? MatchConfidence.Possible : MatchConfidence.Exact, p.Mac is null ? "Attack traffic comes from this home; which host sends it is not known." : "Attack traffic comes from this host.",
                p.State, p.Id, p.EndsAt));
    }
}
