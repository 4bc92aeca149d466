using Microsoft.EntityFrameworkCore;
using Provisioning.Mud.Composition;
using Provisioning.Storage;
using Provisioning.Storage.Rows;
using Provisioning.Warnings.Proposals;

namespace Provisioning.Warnings.Mitigations;

/// <summary>Withdraws mitigations and moves their ends, within somebody's commit.</summary>
public sealed class MitigationEnds(PolicyEntries policy, WarningProposals proposals)
{
    /// <summary>What a request asked for ends with it, whoever accepted it: nobody asks for it any more.</summary>
    internal async Task WithdrawAsync(AcsDbContext db, WarningRow warning, string author, string reason, CancellationToken cancellationToken)
    {
        (warning.State, warning.StateReason) = (WarningState.Withdrawn, reason);
        foreach (var proposal in await db.WarningProposals.Where(p => p.WarningId == warning.Id).ToListAsync(cancellationToken))
        {
            foreach (var entry in await EntriesAsync(db, proposal, cancellationToken))
            {
                await policy.EndAsync(db, entry, author, cancellationToken);
            }

            if (proposal.State is ProposalState.Open or ProposalState.Held or ProposalState.Accepted or ProposalState.Asked)
            {
                proposals.Decide(proposal, ProposalState.Withdrawn, author, reason);
                proposals.Tell(db, "warning.withdrawn", proposal, $"{warning.Title}: {reason}");
            }
        }
    }

    /// <summary>A refreshed request lives on, and with it what came of it by itself; an end that a person set stays.</summary>
    internal static async Task ExtendAsync(AcsDbContext db, IReadOnlyList<WarningProposalRow> there, string source, DateTimeOffset endsAt, CancellationToken cancellationToken)
    {
        foreach (var proposal in there)
        {
            if (proposal.State is ProposalState.Open or ProposalState.Held)
            {
                proposal.EndsAt = endsAt;
            }
            else if (proposal.State == ProposalState.Accepted && proposal.DecidedBy == source)
            {
                proposal.EndsAt = endsAt;
                foreach (var entry in await EntriesAsync(db, proposal, cancellationToken))
                {
                    entry.EndsAt = endsAt;
                }
            }
        }
    }

    private static async Task<List<PolicyEntryRow>> EntriesAsync(AcsDbContext db, WarningProposalRow proposal, CancellationToken cancellationToken)
    {
        var ids = proposal.Entries.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(Guid.Parse).ToList();
        return await PolicyEntries.Standing(db).Where(e => ids.Contains(e.Id)).ToListAsync(cancellationToken);
    }
}
