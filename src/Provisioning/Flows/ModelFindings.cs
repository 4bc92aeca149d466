using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Provisioning.Mud;
using Provisioning.Storage;
using Provisioning.Storage.Rows;

namespace Provisioning.Flows;

/// <summary>What was found, by model.</summary>
public sealed class ModelFindings(IDbContextFactory<AcsDbContext> contexts, IOptions<FlowOptions> options, TimeProvider time)
{
    private const int MostEvidence = 500;

    /// <summary>Models whose flows are observed, the most exposed first.</summary>
    public async Task<IReadOnlyList<ModelExposure>> RankingAsync(CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var observed = await db.ObservedHosts.Where(h => h.MudUrl != null).GroupBy(h => h.MudUrl!)
            .Select(g => new { Url = g.Key, Hosts = g.Count() }).ToListAsync(cancellationToken);
        var hosts = await db.Hosts.Where(h => h.MudUrl != null && db.ObservedHosts.Any(o => o.MudUrl == h.MudUrl)).GroupBy(h => h.MudUrl!)
            .Select(g => new { Url = g.Key, Hosts = g.Count() }).ToDictionaryAsync(h => h.Url, h => h.Hosts, StringComparer.Ordinal, cancellationToken);
        var found = Against(db);
        var any = await found.Select(f => new { f.MudUrl, f.DeviceId, f.Mac }).Distinct().GroupBy(f => f.MudUrl!)
            .Select(g => new { Url = g.Key, Hosts = g.Count() }).ToDictionaryAsync(h => h.Url, h => h.Hosts, StringComparer.Ordinal, cancellationToken);
        var kinds = (await found.Select(f => new { f.MudUrl, f.Kind, f.DeviceId, f.Mac }).Distinct().GroupBy(f => new { f.MudUrl, f.Kind })
            .Select(g => new { g.Key.MudUrl, g.Key.Kind, Hosts = g.Count() }).ToListAsync(cancellationToken)).ToLookup(k => k.MudUrl!, StringComparer.Ordinal);
        var last = await found.GroupBy(f => f.MudUrl!).Select(g => new { Url = g.Key, At = g.Max(f => f.LastSeenAt) })
            .ToDictionaryAsync(l => l.Url, l => (DateTimeOffset?)l.At, StringComparer.Ordinal, cancellationToken);
        return ModelExposure.InOrder(observed.Select(o => new ModelExposure(
            o.Url, ModelExposure.ManufacturerOf(o.Url), hosts.GetValueOrDefault(o.Url), o.Hosts, any.GetValueOrDefault(o.Url),
            kinds[o.Url].ToDictionary(k => k.Kind, k => k.Hosts), last.GetValueOrDefault(o.Url))));
    }

    /// <summary>Of one model: what most homes have first.</summary>
    public async Task<IReadOnlyList<ModelEvidence>> EvidenceAsync(string url, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var rows = await db.FlowFindings.Where(f => f.MudUrl == url)
            .Select(f => new { f.Kind, f.FromDevice, Peer = f.AtHome ? "local" : f.Peer, f.Protocol, f.Port, f.DeviceId, f.Count, f.Packets, f.Bytes, f.FirstSeenAt, f.LastSeenAt })
            .GroupBy(f => new { f.Kind, f.FromDevice, f.Peer, f.Protocol, f.Port })
            .Select(g => new
            {
                g.Key, Homes = g.Select(f => f.DeviceId).Distinct().Count(), Flows = g.Sum(f => f.Count), Packets = g.Sum(f => f.Packets), Bytes = g.Sum(f => f.Bytes),
                First = g.Min(f => f.FirstSeenAt), Last = g.Max(f => f.LastSeenAt),
            })
            .OrderByDescending(g => g.Homes).ThenByDescending(g => g.Flows).Take(MostEvidence).ToListAsync(cancellationToken);
        return [.. rows.Select(r => new ModelEvidence(
            r.Key.Kind, r.Key.FromDevice, r.Key.Peer, r.Key.Protocol, r.Key.Port, r.Homes, r.Flows, r.Packets, r.Bytes, r.First, r.Last))];
    }

    /// <summary>Packets that nobody lets through, by who opened the flow.</summary>
    public async Task<IReadOnlyDictionary<bool, long>> UndeclaredPacketsAsync(string url, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.FlowFindings.Where(f => f.MudUrl == url && f.Kind == FindingKind.Undeclared).GroupBy(f => f.FromDevice)
            .Select(g => new { FromDevice = g.Key, Packets = g.Sum(f => f.Packets) }).ToDictionaryAsync(g => g.FromDevice, g => g.Packets, cancellationToken);
    }

    /// <summary>Uses of the file's permissions, by ACE.</summary>
    public async Task<IReadOnlyList<AceUseRow>> UsesAsync(string url, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.AceUses.AsNoTracking().Where(u => db.MudFiles.Any(f => f.Id == u.MudFileId && f.Url == url)).OrderBy(u => u.Ace).ToListAsync(cancellationToken);
    }

    /// <returns>Null: there is no file that can be read.</returns>
    public async Task<UnusedPermissions?> UnusedAsync(string url, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var content = await db.MudFiles.Where(f => f.Url == url).Select(f => f.Content).FirstOrDefaultAsync(cancellationToken);
        if (content is null || MudParser.Parse(content).File is not { } file)
        {
            return null;
        }

        var since = await db.ObservedHosts.Where(h => h.MudUrl == url).MinAsync(h => (DateTimeOffset?)h.FirstFlowAt, cancellationToken);
        var used = (await UsesAsync(url, cancellationToken)).Select(u => u.Ace).ToHashSet(StringComparer.Ordinal);
        return UnusedPermissions.Of(file, used, since, time.GetUtcNow(), options.Value.UnusedAfter);
    }

    /// <summary>What speaks against a model: not what others open to its hosts, not what ISP or subscriber forbid of what it declares, and not a counter that cannot say where to.</summary>
    private static IQueryable<FlowFindingRow> Against(AcsDbContext db) => db.FlowFindings.Where(f =>
        f.MudUrl != null && f.Kind != FindingKind.Forbidden && f.Kind != FindingKind.Dropped && (f.Kind != FindingKind.Undeclared || f.FromDevice));
}
