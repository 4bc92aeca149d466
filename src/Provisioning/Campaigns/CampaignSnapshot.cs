using Microsoft.EntityFrameworkCore;
using Provisioning.Devices.Search;
using Provisioning.Storage;

namespace Provisioning.Campaigns;

/// <summary>Which devices a campaign has, and in which ring: worked out once, when it starts.</summary>
internal static class CampaignSnapshot
{
    public static async Task<IReadOnlyList<(long DeviceId, int Ring)>> TakeAsync(
        AcsDbContext db, Guid campaign, CampaignPlan plan, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var devices = await SearchAsync(db, plan.Selection.Search, now, cancellationToken);
        if (plan.Selection.DeviceIds.Count > 0)
        {
            var keys = plan.Selection.DeviceIds;
            devices = devices.Where(d => keys.Contains(d.Key));
        }

        var selected = await devices.AsNoTracking().Select(d => new { d.Id, d.Key }).ToListAsync(cancellationToken);
        var found = new List<IReadOnlySet<long>?>();
        foreach (var ring in plan.Rings)
        {
            found.Add(ring.Search is { } search
                ? await (await SearchAsync(db, search, now, cancellationToken)).Select(d => d.Id).ToHashSetAsync(cancellationToken)
                : null);
        }

        // By lot: the first ring must not be the oldest gateways, or one street's.
        return Share(plan.Rings, found, [.. selected.OrderBy(d => DeviceLot.Draw(campaign, d.Key)).Select(d => d.Id)]);
    }

    /// <summary>Gives every device its ring; those that no ring takes come last.</summary>
    internal static IReadOnlyList<(long DeviceId, int Ring)> Share(
        IReadOnlyList<CampaignRing> rings, IReadOnlyList<IReadOnlySet<long>?> found, IReadOnlyList<long> devices)
    {
        var shared = new List<(long, int)>(devices.Count);
        IReadOnlyList<long> left = devices;
        for (var ring = 0; ring < rings.Count; ring++)
        {
            var plan = rings[ring];
            var taken = found[ring] is { } chosen ? left.Where(chosen.Contains).ToHashSet()
                : left.Take(plan.Count
                    ?? (plan.Percent is { } percent ? (int)Math.Ceiling(percent / 100 * devices.Count) : left.Count)).ToHashSet();
            shared.AddRange(left.Where(taken.Contains).Select(d => (d, ring)));
            left = [.. left.Where(d => !taken.Contains(d))];
        }

        shared.AddRange(left.Select(d => (d, rings.Count)));
        return shared;
    }

    private static async Task<IQueryable<Storage.Rows.DeviceRow>> SearchAsync(
        AcsDbContext db, string? search, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var node = SearchParser.Parse(search is "*" ? "" : search, out var error)
            ?? throw new InvalidOperationException($"a stored search does not parse: {error}");
        return await DeviceSearch.ApplyAsync(db, node, now, cancellationToken);
    }
}
