using Microsoft.EntityFrameworkCore;
using Provisioning.Jobs;
using Provisioning.Mud.Composition;
using Provisioning.Mud.Questions;
using Provisioning.Storage;
using Provisioning.Storage.Rows;
using Provisioning.Warnings.Sources;

namespace Provisioning.Warnings.Proposals;

/// <summary>What people decide about proposals. A warning never enforces: an ISP's entry does, and it has an end, an author and a reason.</summary>
public sealed class WarningProposals(IDbContextFactory<AcsDbContext> contexts, IGroupCommit commit, PolicyEntries policy, IWorkSignal signal, TimeProvider time)
{
    /// <summary>Makes it the ISP's rule.</summary>
    /// <param name="endsAt">Null: as late as the proposal allows.</param>
    /// <param name="flows">What the operator blocks where the warning names nothing; empty: what it names.</param>
    public async Task<DecisionOutcome> AcceptAsync(
        Guid warningId, Guid id, string author, DateTimeOffset? endsAt, IReadOnlyList<AskedFlow> flows, string? reason, CancellationToken cancellationToken)
    {
        DecisionOutcome outcome = new DecisionOutcome.Missing();
        await commit.CommitAsync(
            async (db, token) => outcome = await FindAsync(db, warningId, id, token) is { } found
                ? await AcceptAsync(db, found.Proposal, found.Warning, found.Source, author, endsAt, flows, reason, token)
                : new DecisionOutcome.Missing(),
            cancellationToken);
        if (outcome is DecisionOutcome.Done)
        {
            signal.FirewallDirty();
        }

        return outcome;
    }

    /// <summary>Nothing comes of it, and that has a reason.</summary>
    public async Task<DecisionOutcome> DismissAsync(Guid warningId, Guid id, string author, string reason, CancellationToken cancellationToken)
    {
        DecisionOutcome outcome = new DecisionOutcome.Missing();
        await commit.CommitAsync(
            async (db, token) =>
            {
                outcome = new DecisionOutcome.Missing();
                if (await FindAsync(db, warningId, id, token) is not { } found)
                {
                    return;
                }

                if (found.Proposal.State is not (ProposalState.Open or ProposalState.Held))
                {
                    outcome = new DecisionOutcome.Refused($"It is {found.Proposal.State.ToString().ToLowerInvariant()} already.");
                    return;
                }

                Decide(found.Proposal, ProposalState.Dismissed, author, reason);
                Tell(db, "warning.dismissed", found.Proposal, $"{author} dismisses what {found.Source.Name} proposes ({found.Warning.Title}): {reason}");
                outcome = new DecisionOutcome.Done();
            },
            cancellationToken);
        return outcome;
    }

    public async Task<WarningProposalRow?> ReadAsync(Guid warningId, Guid id, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.WarningProposals.AsNoTracking().FirstOrDefaultAsync(p => p.Id == id && p.WarningId == warningId, cancellationToken);
    }

    /// <summary>Within somebody's commit, who raises <see cref="IWorkSignal.FirewallDirty"/> after it.</summary>
    internal async Task<DecisionOutcome> AcceptAsync(
        AcsDbContext db, WarningProposalRow proposal, WarningRow warning, WarningSourceRow source, string author, DateTimeOffset? endsAt, IReadOnlyList<AskedFlow> own, string? reason, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var named = ProposedFlows.Read(proposal.Flows);
        var flows = named.Count > 0 ? named : own;
        var wrong = proposal.State != ProposalState.Open ? $"It is {proposal.State.ToString().ToLowerInvariant()}{(proposal.Reason is null ? "." : $": {proposal.Reason}")}"
            : proposal.EndsAt <= now ? "Its time is over."
            : named.Count > 0 && own.Count > 0 ? "It names its flows; nothing is added to them. Write an entry of the ISP's policy for others."
            : flows.Count == 0 ? "It names no flows to block: say which."
            : endsAt > proposal.EndsAt ? $"It ends at {proposal.EndsAt:u} at the latest."
            : endsAt <= now ? "Its end is in the past."
            : own.Any(f => SourceRights.IsEverybody(f.Peer) && f.Protocol < 0) ? "That would keep the hosts from everybody."
            : null;
        if (wrong is not null)
        {
            return new DecisionOutcome.Refused(wrong);
        }

        var entries = flows.Select(f => new PolicyEntryRow
        {
            Id = Guid.CreateVersion7(now), Layer = PolicyLayer.Isp, MudUrl = proposal.MudUrl, DeviceId = proposal.DeviceId, Mac = proposal.Mac, Accept = false,
            FromDevice = f.FromDevice, Peer = f.Peer, Protocol = f.Protocol, FirstPort = f.FirstPort, LastPort = f.LastPort, Author = author, At = now,
            EndsAt = endsAt ?? proposal.EndsAt, Reason = Cut($"{source.Name} warns: {warning.Title}{(reason is null ? "" : $". {reason}")} (warning {warning.Id})"),
        }).ToList();
        if (!await policy.AddAsync(db, entries, cancellationToken))
        {
            return new DecisionOutcome.Refused("There are too many entries already: take some back.");
        }

        proposal.Entries = string.Join(' ', entries.Select(e => e.Id));
        proposal.EndsAt = endsAt ?? proposal.EndsAt;
        Decide(proposal, ProposalState.Accepted, author, reason);
        Tell(db, "warning.accepted", proposal, $"{author} accepts what {source.Name} proposes until {proposal.EndsAt:u}: {warning.Title}");
        return new DecisionOutcome.Done();
    }

    internal static async Task<(WarningProposalRow Proposal, WarningRow Warning, WarningSourceRow Source)?> FindAsync(AcsDbContext db, Guid warningId, Guid id, CancellationToken cancellationToken) =>
        await db.WarningProposals.FirstOrDefaultAsync(p => p.Id == id && p.WarningId == warningId, cancellationToken) is { } proposal
        && await db.Warnings.FirstOrDefaultAsync(w => w.Id == warningId, cancellationToken) is { } warning
        && await db.WarningSources.FirstOrDefaultAsync(s => s.Id == warning.SourceId, cancellationToken) is { } source
            ? (proposal, warning, source)
            : null;

    internal void Decide(WarningProposalRow proposal, ProposalState state, string author, string? reason) =>
        (proposal.State, proposal.DecidedAt, proposal.DecidedBy, proposal.Reason) = (state, time.GetUtcNow(), author, reason is { Length: > 1000 } ? reason[..1000] : reason);

    internal void Tell(AcsDbContext db, string kind, WarningProposalRow proposal, string text) => WarningEvents.Tell(db, kind, text, time.GetUtcNow(), proposal.DeviceId);

    private static string Cut(string text) => text.Length <= 1000 ? text : text[..1000];
}
