using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Provisioning.Storage;
using Provisioning.Storage.Nodes;

namespace Provisioning.Jobs;

/// <summary>Deletes history that is older than <c>Acs:Retention</c> says, a page at a time so that no session waits for it.</summary>
public sealed class Retention(IGroupCommit commit, IOptions<ProvisioningOptions> options, TimeProvider time)
{
    private const int Page = 2000;

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var keep = options.Value.Retention;
        await DeleteAsync((db, limit) => db.ConversationLines.Where(l => l.At < limit).OrderBy(l => l.Id).Take(Page), now - keep.Conversations, cancellationToken);
        await DeleteAsync((db, limit) => db.DeviceEvents.Where(e => e.At < limit).OrderBy(e => e.Id).Take(Page), now - keep.Events, cancellationToken);
        await DeleteAsync((db, limit) => db.AccessAttempts.Where(a => a.At < limit).OrderBy(a => a.Id).Take(Page), now - keep.AccessAttempts, cancellationToken);
        await DeleteAsync(
            (db, limit) => db.Operations.Where(o => o.FinishedAt < limit).OrderBy(o => o.FinishedAt).Take(Page), now - keep.Operations, cancellationToken);
        await DeleteAsync((db, limit) => db.Transfers.Where(t => t.ExpiresAt < limit).OrderBy(t => t.ExpiresAt).Take(Page), now - keep.Operations, cancellationToken);
        await DeleteAsync((db, limit) => db.DeviceChanges.Where(c => c.At < limit).OrderBy(c => c.Id).Take(Page), now - ChangeFeed.Kept, cancellationToken);
        await DeleteAsync((db, limit) => db.FlowFindings.Where(f => f.LastSeenAt < limit).OrderBy(f => f.LastSeenAt).Take(Page), now - keep.Findings, cancellationToken);
        await DeleteAsync((db, limit) => db.ObservedHosts.Where(h => h.LastFlowAt < limit).OrderBy(h => h.LastFlowAt).Take(Page), now - keep.Findings, cancellationToken);
        await DeleteAsync((db, limit) => db.ObservedFlows.Where(f => f.LastSeenAt < limit).OrderBy(f => f.LastSeenAt).Take(Page), now - keep.RecentFlows, cancellationToken);
        await DeleteAsync((db, limit) => db.FlowCounters.Where(c => c.SeenAt < limit).OrderBy(c => c.SeenAt).Take(Page), now - keep.Findings, cancellationToken);
        // Mitigation requests come by the thousand; advisories stay.
        await DeleteAsync((db, limit) => db.WarningProposals.Where(p => p.DeviceId != null && p.EndsAt < limit).OrderBy(p => p.Id).Take(Page), now - keep.Events, cancellationToken);
        await DeleteAsync((db, limit) => db.Warnings.Where(w => w.EndsAt < limit).OrderBy(w => w.EndsAt).Take(Page), now - keep.Events, cancellationToken);
        await DeleteAsync((db, limit) => db.AceUses.Where(u => u.LastUsedAt < limit).OrderBy(u => u.LastUsedAt).Take(Page), now - keep.Findings, cancellationToken);
        await DeleteAsync((db, limit) => db.Nodes.Where(n => n.SeenAt < limit).OrderBy(n => n.Id).Take(Page), now - keep.Conversations, cancellationToken);
    }

    private async Task DeleteAsync<T>(Func<AcsDbContext, DateTimeOffset, IQueryable<T>> old, DateTimeOffset limit, CancellationToken cancellationToken)
        where T : class
    {
        int deleted;
        do
        {
            deleted = 0;
            await commit.CommitAsync(async (db, token) => deleted = await old(db, limit).ExecuteDeleteAsync(token), cancellationToken);
        }
        while (deleted == Page);
    }
}
