using Microsoft.EntityFrameworkCore;
using Provisioning.Storage;
using Provisioning.Storage.Rows;

namespace Provisioning.Warnings.Proposals;

/// <summary>A source reaches so many hosts in a day and no more, whatever it warns of.</summary>
internal static class DailyReach
{
    private static readonly TimeSpan Day = TimeSpan.FromHours(24);

    /// <summary>Opens those that fit, the oldest first; the others are held.</summary>
    public static async Task OpenAsync(AcsDbContext db, Guid sourceId, IEnumerable<WarningProposalRow> waiting, int perDay, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var since = now - Day;
        var left = perDay - await db.WarningProposals.Where(p => p.SourceId == sourceId && p.OpenedAt > since).SumAsync(p => p.Hosts, cancellationToken);
        foreach (var proposal in waiting)
        {
            (proposal.State, proposal.OpenedAt, proposal.Reason) = proposal.Hosts <= left
                ? (ProposalState.Open, now, proposal.State == ProposalState.Open ? proposal.Reason : null)
                : (ProposalState.Held, (DateTimeOffset?)null, $"It reaches {proposal.Hosts} hosts, and of {perDay} that its source may reach in a day {Math.Max(0, left)} are left.");
            left -= proposal.State == ProposalState.Open ? proposal.Hosts : 0;
        }
    }
}
