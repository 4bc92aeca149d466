using Microsoft.EntityFrameworkCore;
using Provisioning.Mud.Questions;
using Provisioning.Storage;
using Provisioning.Storage.Rows;

namespace Provisioning.Warnings.Proposals;

/// <summary>Sends a proposal to the subscribers it concerns, as a question on each host; their answers are their own choices, with the proposal's end.</summary>
public sealed class WarningQuestions(IDbContextFactory<AcsDbContext> contexts, IGroupCommit commit, SubscriberQuestions questions, WarningProposals proposals, TimeProvider time)
{
    /// <summary>Homes asked in one request; ask again for the next.</summary>
    public const int Most = 500;

    /// <returns>What is wrong, or the questions with their links' secrets, which are not kept.</returns>
    public async Task<(DecisionOutcome Outcome, IReadOnlyList<(QuestionRow Question, string Token)> Asked)> AskAsync(Guid warningId, Guid id, string author, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        if (await WarningProposals.FindAsync(db, warningId, id, cancellationToken) is not { } found)
        {
            return (new DecisionOutcome.Missing(), []);
        }

        var (proposal, now) = (found.Proposal, time.GetUtcNow());
        var flows = ProposedFlows.Read(proposal.Flows);
        var wrong = proposal.State is not (ProposalState.Open or ProposalState.Asked) ? $"It is {proposal.State.ToString().ToLowerInvariant()}."
            : flows.Count == 0 ? "It names no flows: there is nothing to ask."
            : proposal.EndsAt <= now ? "Its time is over."
            : null;
        if (wrong is not null)
        {
            return (new DecisionOutcome.Refused(wrong), []);
        }

        var text = TextOf(found.Warning, found.Source, proposal);
        var asked = new List<(QuestionRow, string)>();
        foreach (var host in await HostsAsync(db, proposal, cancellationToken))
        {
            var life = proposal.EndsAt - now < SubscriberQuestions.Life ? proposal.EndsAt - now : SubscriberQuestions.Life;
            if (await questions.AskAsync(host.DeviceId, host.Mac, text, flows, author, life, proposal.EndsAt, (write, q) =>
                write.WarningQuestions.Add(new WarningQuestionRow { QuestionId = q.Id, ProposalId = id }), cancellationToken) is { } question)
            {
                asked.Add(question);
            }
        }

        await commit.CommitAsync(
            async (write, token) =>
            {
                if (await WarningProposals.FindAsync(write, warningId, id, token) is { Proposal: { State: ProposalState.Open or ProposalState.Asked } row } current)
                {
                    proposals.Decide(row, ProposalState.Asked, author, null);
                    proposals.Tell(write, "warning.asked", row, $"{author} asks {asked.Count} subscribers what {current.Source.Name} proposes: {current.Warning.Title}");
                }
            },
            cancellationToken);
        return (new DecisionOutcome.Done(), asked);
    }

    /// <summary>Who says what and why, and what the answer does.</summary>
    private static string TextOf(WarningRow warning, WarningSourceRow source, WarningProposalRow proposal)
    {
        var text = $"{source.Name} warns about this {(proposal.MudUrl is null ? "connection" : "model")}: {warning.Title}\n{warning.Summary}".Trim();
        return $"{(text.Length <= 1600 ? text : text[..1599] + "…")}\nShall the connections below be blocked until {proposal.EndsAt:d MMMM yyyy}? If you think that the warning is wrong, you can object below.";
    }

    private static async Task<IReadOnlyList<HostRow>> HostsAsync(AcsDbContext db, WarningProposalRow proposal, CancellationToken cancellationToken)
    {
        var hosts = proposal.DeviceId is { } device
            ? db.Hosts.Where(h => h.DeviceId == device && (proposal.Mac == null ? h.MudUrl != null : h.Mac == proposal.Mac))
            : db.Hosts.Where(h => h.MudUrl == proposal.MudUrl);
        return await hosts.AsNoTracking()
            .Where(h => !db.WarningQuestions.Any(w => w.ProposalId == proposal.Id && db.Questions.Any(q => q.Id == w.QuestionId && q.DeviceId == h.DeviceId && q.Mac == h.Mac)))
            .OrderBy(h => h.DeviceId).ThenBy(h => h.Mac).Take(Most).ToListAsync(cancellationToken);
    }
}
