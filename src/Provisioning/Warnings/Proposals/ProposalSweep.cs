using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Provisioning.Jobs;
using Provisioning.Storage;
using Provisioning.Storage.Rows;

namespace Provisioning.Warnings.Proposals;

/// <summary>
/// What time does to proposals: those that are over end, those that were held are opened when there is room, and accepted where their
/// source is trusted for that. Entries end by themselves.
/// </summary>
public sealed class ProposalSweep(
    IDbContextFactory<AcsDbContext> contexts, IGroupCommit commit, WarningProposals proposals, IWorkSignal signal, IOptions<WarningOptions> options, TimeProvider time)
{
    /// <summary>Why nobody was asked.</summary>
    internal const string MitigationTrust = "It is trusted for that.";

    private const int Page = 500;

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        await commit.CommitAsync(
            async (db, token) =>
            {
                await db.WarningProposals
                    .Where(p => p.EndsAt <= now && (p.State == ProposalState.Open || p.State == ProposalState.Held || p.State == ProposalState.Accepted || p.State == ProposalState.Asked))
                    .ExecuteUpdateAsync(p => p.SetProperty(x => x.State, ProposalState.Ended).SetProperty(x => x.Reason, "Its time is over."), token);
                await db.Warnings.Where(w => w.EndsAt <= now && w.State == WarningState.Current)
                    .ExecuteUpdateAsync(w => w.SetProperty(x => x.State, WarningState.Ended).SetProperty(x => x.StateReason, "Its time is over."), token);
            },
            cancellationToken);
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        foreach (var source in await db.WarningProposals.Where(p => p.State == ProposalState.Held).Select(p => p.SourceId).Distinct().ToListAsync(cancellationToken))
        {
            await commit.CommitAsync(
                async (write, token) =>
                {
                    var held = await write.WarningProposals.Where(p => p.SourceId == source && p.State == ProposalState.Held).OrderBy(p => p.Id).Take(Page).ToListAsync(token);
                    await DailyReach.OpenAsync(write, source, held, options.Value.HostsPerDay, now, token);
                    if (await write.WarningSources.FirstOrDefaultAsync(s => s.Id == source && s.AutoAccept && s.Enabled, token) is { } trusted)
                    {
                        await AcceptAsync(write, trusted, [.. held.Where(p => p.State == ProposalState.Open)], token);
                    }
                },
                cancellationToken);
            signal.FirewallDirty();
        }
    }

    /// <summary>Mitigation requests only: an advisory waits for a person.</summary>
    private async Task AcceptAsync(AcsDbContext db, WarningSourceRow source, IReadOnlyList<WarningProposalRow> opened, CancellationToken cancellationToken)
    {
        foreach (var proposal in opened)
        {
            if (await db.Warnings.FirstOrDefaultAsync(w => w.Id == proposal.WarningId && w.Kind == WarningKind.Mitigation && w.State == WarningState.Current, cancellationToken) is { } warning)
            {
                await proposals.AcceptAsync(db, proposal, warning, source, source.Name, null, [], MitigationTrust, cancellationToken);
            }
        }
    }
}
