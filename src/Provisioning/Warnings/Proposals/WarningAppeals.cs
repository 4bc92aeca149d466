using Microsoft.EntityFrameworkCore;
using Provisioning.Jobs;
using Provisioning.Mud.Composition;
using Provisioning.Mud.Questions;
using Provisioning.Storage;
using Provisioning.Storage.Rows;

namespace Provisioning.Warnings.Proposals;

/// <summary>Objections to what a warning brought about: on record, shown, decided by a person. One that is upheld ends it.</summary>
public sealed class WarningAppeals(IGroupCommit commit, PolicyEntries policy, IWorkSignal signal, WarningProposals proposals, TimeProvider time)
{
    /// <summary>Undecided ones about one proposal, and from one question.</summary>
    public const int MaxOpen = 200;

    public const int MaxText = 2000;

    /// <param name="warningId">Null: whichever the proposal is of.</param>
    /// <param name="questionId">The subscriber's question; null: about all that the proposal reaches.</param>
    /// <returns>Null: there is no such proposal, or too many appeals are open.</returns>
    public async Task<WarningAppealRow?> AppealAsync(Guid? warningId, Guid proposalId, Guid? questionId, string author, string text, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        WarningAppealRow? added = null;
        await commit.CommitAsync(
            async (db, token) =>
            {
                added = null;
                if (await db.WarningProposals.FirstOrDefaultAsync(p => p.Id == proposalId && (warningId == null || p.WarningId == warningId), token) is not { } proposal
                    || await db.WarningAppeals.CountAsync(a => a.ProposalId == proposalId && a.Accepted == null, token) >= MaxOpen
                    || (questionId is not null && await db.WarningAppeals.AnyAsync(a => a.QuestionId == questionId && a.Accepted == null, token)))
                {
                    return;
                }

                added = new WarningAppealRow { Id = Guid.CreateVersion7(now), ProposalId = proposalId, QuestionId = questionId, Author = author, Text = text, At = now };
                db.WarningAppeals.Add(added);
                proposals.Tell(db, "warning.appeal", proposal, $"{author} objects: {text}");
            },
            cancellationToken);
        return added;
    }

    /// <summary>An appeal that is accepted ends what it is about: one home's answer, or all entries of the proposal.</summary>
    public async Task<DecisionOutcome> DecideAsync(Guid warningId, Guid proposalId, Guid id, bool accept, string author, string reason, CancellationToken cancellationToken)
    {
        DecisionOutcome outcome = new DecisionOutcome.Missing();
        await commit.CommitAsync(
            async (db, token) =>
            {
                outcome = new DecisionOutcome.Missing();
                if (await db.WarningAppeals.FirstOrDefaultAsync(a => a.Id == id && a.ProposalId == proposalId, token) is not { } appeal
                    || await WarningProposals.FindAsync(db, warningId, proposalId, token) is not { } found)
                {
                    return;
                }

                if (appeal.Accepted is not null)
                {
                    outcome = new DecisionOutcome.Refused("It is decided already.");
                    return;
                }

                (appeal.Accepted, appeal.DecidedAt, appeal.DecidedBy, appeal.Reason) = (accept, time.GetUtcNow(), author, reason);
                proposals.Tell(db, "warning.appeal", found.Proposal, $"{author} {(accept ? "upholds" : "rejects")} the appeal of {appeal.Author} ({found.Warning.Title}): {reason}");
                if (accept)
                {
                    await EndAsync(db, found.Proposal, appeal, author, token);
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

    private async Task EndAsync(AcsDbContext db, WarningProposalRow proposal, WarningAppealRow appeal, string author, CancellationToken cancellationToken)
    {
        var answers = await db.Questions.Where(q => q.TakenBackAt == null && (appeal.QuestionId == null
            ? db.WarningQuestions.Any(w => w.QuestionId == q.Id && w.ProposalId == proposal.Id)
            : q.Id == appeal.QuestionId)).ToListAsync(cancellationToken);
        foreach (var question in answers.Where(q => q.Answer == QuestionAnswer.Block))
        {
            (question.TakenBackAt, question.TakenBackBy) = (time.GetUtcNow(), author);
            await EndAsync(db, question.Entries, author, cancellationToken);
        }

        if (appeal.QuestionId is null || proposal.DeviceId is not null)
        {
            await EndAsync(db, proposal.Entries, author, cancellationToken);
            proposals.Decide(proposal, ProposalState.Ended, author, $"An appeal was upheld: {appeal.Reason}");
        }
    }

    private async Task EndAsync(AcsDbContext db, string ids, string author, CancellationToken cancellationToken)
    {
        var entries = ids.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(Guid.Parse).ToList();
        foreach (var entry in await PolicyEntries.Standing(db).Where(e => entries.Contains(e.Id)).ToListAsync(cancellationToken))
        {
            await policy.EndAsync(db, entry, author, cancellationToken);
        }
    }
}
