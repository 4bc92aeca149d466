using Microsoft.EntityFrameworkCore;
using Provisioning.DesiredState;
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
        AcsDbContext db, Guid campaign, IReadOnlyList<CampaignTargetRow> targets, CancellationToken cancellationToken)
    {
        var ids = targets.Select(t => t.DeviceId).ToList();
        var devices = await db.Devices.AsNoTracking().Where(d => ids.Contains(d.Id)).ToDictionaryAsync(d => d.Id, cancellationToken);
        var authors = await db.DeviceLayers.AsNoTracking().Where(l => ids.Contains(l.DeviceId) && l.Name == Layer.Firmware)
            .ToDictionaryAsync(l => l.DeviceId, l => l.Author, cancellationToken);
        var underWay = targets.Where(t => t.State == CampaignTargetState.Running).Select(t => t.DeviceId).ToList();
        var progress = await db.DeviceDocuments.AsNoTracking().Where(d => underWay.Contains(d.DeviceId))
            .Select(d => new { d.DeviceId, d.Progress }).ToDictionaryAsync(d => d.DeviceId, d => d.Progress, cancellationToken);
        var mine = AuthorOf(campaign);
        return [.. targets.Select(t => new TargetFacts(
            t.DeviceId, t.Ring, t.State, t.Reason, t.Attempts, t.StartedAt, t.FinishedAt,
            devices.TryGetValue(t.DeviceId, out var device)
                ? Facts(device, authors.GetValueOrDefault(t.DeviceId), BegunAt(progress.GetValueOrDefault(t.DeviceId), t.CommandKey))
                : null))];

        DeviceFacts Facts(DeviceRow d, string? author, DateTimeOffset? begunAt) => new(
            d.Key, d.Oui, d.ProductClass, d.Manufacturer, d.SoftwareVersion, d.Status, d.TimeZone, d.LastContactAt,
            d.Convergence, d.ConvergenceReason, author == mine ? null : author, begunAt);
    }

    private static DateTimeOffset? BegunAt(byte[]? progress, string? commandKey) =>
        DocumentCodec.DecodeProgress(progress) is { } tried && commandKey is not null && tried.FirmwareCommandKey == commandKey
            ? tried.FirmwareRequestedAt
            : null;
}
