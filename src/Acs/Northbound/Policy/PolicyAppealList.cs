using Microsoft.EntityFrameworkCore;
using Provisioning.Storage;

namespace Acs.Northbound;

/// <summary>Appeals as API and pages show them, the newest first.</summary>
internal static class PolicyAppealList
{
    /// <param name="open">Only those that nobody has decided.</param>
    public static async Task<IReadOnlyList<PolicyAppealResource>> ReadAsync(AcsDbContext db, bool open, int skip, int take, CancellationToken cancellationToken)
    {
        var rows = await db.PolicyAppeals.AsNoTracking().Where(a => !open || a.Accepted == null).OrderByDescending(a => a.Id).Skip(skip).Take(take).ToListAsync(cancellationToken);
        var (homes, ids) = (rows.Select(r => r.DeviceId).Distinct().ToList(), rows.Select(r => r.EntryId).Distinct().ToList());
        var keys = await db.Devices.Where(d => homes.Contains(d.Id)).ToDictionaryAsync(d => d.Id, d => d.Key, cancellationToken);
        var entries = await db.PolicyEntries.AsNoTracking().Where(e => ids.Contains(e.Id)).ToDictionaryAsync(e => e.Id, cancellationToken);
        return
        [
            .. rows.Select(r => new PolicyAppealResource(
                r.Id, keys.GetValueOrDefault(r.DeviceId, ""), entries.TryGetValue(r.EntryId, out var entry) ? PolicyEntryResource.Of(entry) : null, r.Author, r.Text, r.At,
                r.Accepted, r.DecidedAt, r.DecidedBy, r.Reason)),
        ];
    }
}
