using Microsoft.EntityFrameworkCore;
using Provisioning.DesiredState;
using Provisioning.Mud;
using Provisioning.Storage;
using Provisioning.Storage.Documents;
using Provisioning.Storage.Rows;

namespace Provisioning.Campaigns;

/// <summary>Reads what a decision looks at. The same reading before the commit and inside it.</summary>
internal static class CampaignLoader
{
    public static string AuthorOf(Guid campaign) => $"campaign:{campaign}";

    public static async Task<CampaignStanding> StandingAsync(
        AcsDbContext db, CampaignRow campaign, CampaignPlan plan, DateTimeOffset absentBefore, CancellationToken cancellationToken)
    {
        var targets = db.CampaignTargets.AsNoTracking().Where(t => t.CampaignId == campaign.Id);
        var counts = await targets.GroupBy(t => new { t.Ring, t.State })
            .Select(g => new { g.Key.Ring, g.Key.State, Count = g.Count() }).ToListAsync(cancellationToken);
        var absent = await targets.Where(t => t.State == CampaignTargetState.Pending)
            .Join(db.Devices.Where(d => d.LastContactAt == null || d.LastContactAt < absentBefore), t => t.DeviceId, d => d.Id, (t, d) => t.Ring)
            .GroupBy(ring => ring).Select(g => new { Ring = g.Key, Count = g.Count() }).ToListAsync(cancellationToken);
        var rings = counts.GroupBy(c => c.Ring).OrderBy(g => g.Key).Select(g =>
        {
            int Of(CampaignTargetState state) => g.Where(c => c.State == state).Sum(c => c.Count);
            var away = absent.Where(a => a.Ring == g.Key).Sum(a => a.Count);
            var running = Of(CampaignTargetState.Running);
            var pending = Of(CampaignTargetState.Pending);
            return new RingStanding(g.Key, pending - away, away, running, g.Sum(c => c.Count) - pending - running);
        }).ToList();

        var since = plan.FailuresCountFrom ?? DateTimeOffset.MinValue;
        var failed = targets.Where(t => t.State == CampaignTargetState.Failed && t.FinishedAt >= since);
        var recent = await targets
            .Where(t => (t.State == CampaignTargetState.Failed || t.State == CampaignTargetState.Succeeded) && t.FinishedAt >= since)
            .OrderByDescending(t => t.FinishedAt).Take(plan.StopRules.OfLast).Select(t => t.State).ToListAsync(cancellationToken);
        var standing = new CampaignStanding(
            campaign.Id, campaign.State, rings, campaign.StartedAt ?? campaign.CreatedAt,
            await failed.CountAsync(cancellationToken), recent.Count(s => s == CampaignTargetState.Failed));
        var current = standing.CurrentRing;
        var opened = await targets.Where(t => t.Ring < current && t.State != CampaignTargetState.Pending && t.FinishedAt != null)
            .MaxAsync(t => t.FinishedAt, cancellationToken);
        return opened is { } at && current != int.MaxValue && at > standing.RingOpenedAt ? standing with { RingOpenedAt = at } : standing;
    }

    public static async Task<IReadOnlyList<TargetFacts>> FactsAsync(
        AcsDbContext db, Guid campaign, CampaignChange change, IReadOnlyList<CampaignTargetRow> targets, CancellationToken cancellationToken)
    {
        var ids = targets.Select(t => t.DeviceId).ToList();
        var devices = await db.Devices.AsNoTracking().Where(d => ids.Contains(d.Id)).ToDictionaryAsync(d => d.Id, cancellationToken);
        var authors = await db.DeviceLayers.AsNoTracking().Where(l => ids.Contains(l.DeviceId) && l.Name == Layer.Firmware)
            .ToDictionaryAsync(l => l.DeviceId, l => l.Author, cancellationToken);
        var underWay = targets.Where(t => t.State == CampaignTargetState.Running).Select(t => t.DeviceId).ToList();
        var progress = await db.DeviceDocuments.AsNoTracking().Where(d => underWay.Contains(d.DeviceId))
            .Select(d => new { d.DeviceId, d.Progress }).ToDictionaryAsync(d => d.DeviceId, d => d.Progress, cancellationToken);
        var mine = AuthorOf(campaign);
        var mud = change.Type == CampaignChange.Mud ? await MudAsync(db, change, ids, devices, cancellationToken) : null;
        return [.. targets.Select(t => new TargetFacts(
            t.DeviceId, t.Ring, t.State, t.Reason, t.Attempts, t.StartedAt, t.FinishedAt,
            devices.TryGetValue(t.DeviceId, out var device)
                ? Facts(device, authors.GetValueOrDefault(t.DeviceId), Of(progress.GetValueOrDefault(t.DeviceId), t.CommandKey))
                : null))];

        DeviceFacts Facts(DeviceRow d, string? author, ReconcileProgress? tried) => new(
            d.Key, d.Oui, d.ProductClass, d.Manufacturer, d.SoftwareVersion, d.Status, d.TimeZone, d.LastContactAt,
            d.Convergence, d.ConvergenceReason, author == mine || mud is not null ? null : author,
            tried?.FirmwareRequestedAt, tried?.FirmwareTransferredAt, mud?.GetValueOrDefault(d.Id));
    }

    /// <summary>How each of the gateways stands to the version: from what compiling and conversations wrote down.</summary>
    private static async Task<Dictionary<long, MudStanding>> MudAsync(
        AcsDbContext db, CampaignChange change, IReadOnlyCollection<long> ids, Dictionary<long, DeviceRow> devices, CancellationToken cancellationToken)
    {
        var inForce = await db.MudFiles.AsNoTracking().Where(f => f.Url == change.Url).Select(f => f.Sha256).FirstOrDefaultAsync(cancellationToken) == change.Sha256;
        var assigned = (await db.DeviceMudVersions.AsNoTracking().Where(v => ids.Contains(v.DeviceId) && v.Sha256 == change.Sha256)
            .Select(v => v.DeviceId).ToListAsync(cancellationToken)).ToHashSet();
        var hosts = (await db.Hosts.AsNoTracking().Where(h => ids.Contains(h.DeviceId) && h.MudUrl == change.Url)
            .Select(h => new { h.DeviceId, h.State, h.Reason }).ToListAsync(cancellationToken)).ToLookup(h => h.DeviceId);

        // Read back is not enough: the gateway may be lost with it yet.
        var onTrial = (await db.DeviceFirewalls.AsNoTracking().Where(f => ids.Contains(f.DeviceId) && f.TrialHash != null).Select(f => f.DeviceId).ToListAsync(cancellationToken)).ToHashSet();
        return devices.Values.ToDictionary(d => d.Id, d =>
        {
            var mine = hosts[d.Id].ToList();
            var has = inForce || assigned.Contains(d.Id);
            return new MudStanding(
                mine.Count, has, !d.FirewallDirty,
                !d.FirewallDirty && !onTrial.Contains(d.Id) && d.Convergence == Devices.ConvergenceState.Converged && mine.TrueForAll(h => h.State is not (MudHostState.Waiting or MudHostState.Failed)),
                has ? mine.Find(h => h.State == MudHostState.Failed)?.Reason?.TrimEnd('.') : null);
        });
    }

    /// <summary>What was tried under that command key; an earlier attempt's does not count.</summary>
    private static ReconcileProgress? Of(byte[]? progress, string? commandKey) =>
        DocumentCodec.DecodeProgress(progress) is { } tried && commandKey is not null && tried.FirmwareCommandKey == commandKey ? tried : null;
}
