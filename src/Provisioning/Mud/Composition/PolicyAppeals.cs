using Microsoft.EntityFrameworkCore;
using Provisioning.Jobs;
using Provisioning.Storage;
using Provisioning.Storage.Rows;
using Provisioning.Warnings.Proposals;

namespace Provisioning.Mud.Composition;

/// <summary>
/// Subscribers' objections to what the ISP forbids in their home, whether anybody asked them before or not: on record, decided by a person.
/// One that is upheld ends the entry where it is of that home only, and leaves the home out where it is of many.
/// </summary>
public sealed class PolicyAppeals(IGroupCommit commit, PolicyEntries policy, IWorkSignal signal, TimeProvider time)
{
    /// <summary>Undecided ones of one home.</summary>
    public const int MaxOpenOfHome = 20;

    public const int MaxText = 2000;

    private const string Kind = "mud.appeal";

    /// <summary>The ISP's standing prohibitions that bind a host of the home; the subscriber's own choices are his to take back.</summary>
    public static async Task<IReadOnlyList<PolicyEntryRow>> BindingAsync(AcsDbContext db, long deviceId, IReadOnlyList<HostRow> hosts, CancellationToken cancellationToken)
    {
        var entries = await Of(db, deviceId).AsNoTracking().Where(e => !e.Accept).OrderBy(e => e.Id).ToListAsync(cancellationToken);
        return [.. entries.Where(e => hosts.Any(h => PolicyEntryText.IsAbout(e, h)))];
    }

    /// <summary>What stands for a home: without what an upheld appeal takes it out of.</summary>
    internal static IQueryable<PolicyEntryRow> Of(AcsDbContext db, long deviceId) => PolicyEntries.Standing(db)
        .Where(e => (e.DeviceId == null || e.DeviceId == deviceId) && !db.PolicyAppeals.Any(a => a.EntryId == e.Id && a.DeviceId == deviceId && a.Accepted == true));

    /// <returns>Null: no such entry binds the home, an appeal about it is open already, or too many are.</returns>
    public async Task<PolicyAppealRow?> AppealAsync(long deviceId, Guid entryId, string author, string text, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        PolicyAppealRow? added = null;
        await commit.CommitAsync(
            async (db, token) =>
            {
                added = null;
                var hosts = await db.Hosts.AsNoTracking().Where(h => h.DeviceId == deviceId).ToListAsync(token);
                if ((await BindingAsync(db, deviceId, hosts, token)).FirstOrDefault(e => e.Id == entryId && e.Layer == PolicyLayer.Isp) is not { } entry
                    || await db.PolicyAppeals.AnyAsync(a => a.DeviceId == deviceId && a.EntryId == entryId && a.Accepted == null, token)
                    || await db.PolicyAppeals.CountAsync(a => a.DeviceId == deviceId && a.Accepted == null, token) >= MaxOpenOfHome)
                {
                    return;
                }

                added = new PolicyAppealRow { Id = Guid.CreateVersion7(now), EntryId = entryId, DeviceId = deviceId, Author = author, Text = text, At = now };
                db.PolicyAppeals.Add(added);
                Tell(db, deviceId, $"{author} objects to what {entry.Author} forbids ({entry.Peer}{(entry.Reason is null ? "" : $": {entry.Reason}")}): {text}");
            },
            cancellationToken);
        return added;
    }

    public async Task<DecisionOutcome> DecideAsync(Guid id, bool accept, string author, string reason, CancellationToken cancellationToken)
    {
        DecisionOutcome outcome = new DecisionOutcome.Missing();
        await commit.CommitAsync(
            async (db, token) =>
            {
                outcome = new DecisionOutcome.Missing();
                if (await db.PolicyAppeals.FirstOrDefaultAsync(a => a.Id == id, token) is not { } appeal)
                {
                    return;
                }

                if (appeal.Accepted is not null)
                {
                    outcome = new DecisionOutcome.Refused("It is decided already.");
                    return;
                }

                (appeal.Accepted, appeal.DecidedAt, appeal.DecidedBy, appeal.Reason) = (accept, time.GetUtcNow(), author, reason);
                Tell(db, appeal.DeviceId, $"{author} {(accept ? "upholds" : "rejects")} the appeal of {appeal.Author}: {reason}");
                if (accept)
                {
                    await LeaveOutAsync(db, appeal, author, token);
                }

                outcome = new DecisionOutcome.Done();
            },
            cancellationToken);
        if (outcome is DecisionOutcome.Done && accept)
        {
            signal.FirewallDirty();
        }

        return outcome;
    }

    private async Task LeaveOutAsync(AcsDbContext db, PolicyAppealRow appeal, string author, CancellationToken cancellationToken)
    {
        if (await PolicyEntries.Standing(db).FirstOrDefaultAsync(e => e.Id == appeal.EntryId && e.DeviceId == appeal.DeviceId, cancellationToken) is { } own)
        {
            await policy.EndAsync(db, own, author, cancellationToken);
            return;
        }

        await db.Devices.Where(d => d.Id == appeal.DeviceId).ExecuteUpdateAsync(
            d => d.SetProperty(x => x.FirewallDirty, true).SetProperty(x => x.Revision, x => x.Revision + 1), cancellationToken);
    }

    private void Tell(AcsDbContext db, long deviceId, string text) =>
        db.DeviceEvents.Add(new DeviceEventRow { DeviceId = deviceId, At = time.GetUtcNow(), Kind = Kind, Text = text.Length <= 4000 ? text : text[..4000] });
}
