using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Provisioning.Jobs;
using Provisioning.Mud.Model;
using Provisioning.Mud.Refresh;
using Provisioning.Storage;
using Provisioning.Storage.Rows;

namespace Provisioning.Mud.Community;

/// <summary>
/// Profiles of models that others than their makers submit. They are counted by the packets that they let through; an operator's review
/// puts one in force, and then it narrows what hosts under its MUD URL, or of its model, may do, and can do nothing else.
/// </summary>
public sealed class CommunityProfiles(IDbContextFactory<AcsDbContext> contexts, IGroupCommit commit, IWorkSignal signal, IOptions<MudOptions> options, TimeProvider time)
{
    /// <summary>Different profiles of one subject that wait or count.</summary>
    public const int MaxOfSubject = 50;

    /// <summary>Subjects that one submitter speaks about.</summary>
    public const int MaxOfSubmitter = 500;

    /// <summary>Entries of one profile: what a thing needs is said in fewer, and each is compared with those of all others.</summary>
    public const int MaxEntries = 500;

    private int Needed => options.Value.Community.Submitters;

    public async Task<SubmissionOutcome> SubmitAsync(ProfileSubmission submission, CancellationToken cancellationToken)
    {
        var parsed = MudParser.Parse(submission.Content);
        if (parsed.File is not { } file)
        {
            return new SubmissionOutcome.Unreadable(parsed.Diagnostics);
        }

        if (file.FromDevice.Concat(file.ToDevice).Sum(a => a.Aces.Count) > MaxEntries)
        {
            return new SubmissionOutcome.Refused($"It has more than {MaxEntries} entries.");
        }

        // Compared outside of the commit, which others wait for; what came meanwhile is compared inside.
        Dictionary<Guid, bool?> known = [];
        await using (var db = await contexts.CreateDbContextAsync(cancellationToken))
        {
            foreach (var row in await Of(db, submission).AsNoTracking().ToListAsync(cancellationToken))
            {
                known[row.Id] = IsSame(row, file);
            }
        }

        SubmissionOutcome outcome = new SubmissionOutcome.Refused("");
        var inForce = false;
        await commit.CommitAsync(
            async (db, token) =>
            {
                var rows = await Of(db, submission).ToListAsync(token);
                var same = rows.Select(r => (Row: r, Same: known.TryGetValue(r.Id, out var was) ? was : IsSame(r, file))).ToList();
                (outcome, inForce) = await TakeAsync(db, submission, same, token);
            },
            cancellationToken);
        Signal(inForce);
        return outcome;
    }

    /// <summary>An operator's decision.</summary>
    /// <param name="overrides">It comes into force with fewer submitters than the ISP asks for.</param>
    /// <returns>Null: there is no such profile, or it was withdrawn.</returns>
    public async Task<CommunityProfileRow?> ReviewAsync(Guid id, bool accept, bool overrides, string reason, string author, CancellationToken cancellationToken)
    {
        CommunityProfileRow? reviewed = null;
        var changed = false;
        await commit.CommitAsync(
            async (db, token) =>
            {
                reviewed = await db.CommunityProfiles.FirstOrDefaultAsync(p => p.Id == id && p.State != CommunityState.Withdrawn, token);
                if (reviewed is not { } row)
                {
                    return;
                }

                var was = row.State;
                (row.ReviewedBy, row.ReviewedAt, row.Reason, row.Overridden) = (author, time.GetUtcNow(), reason, accept && overrides && row.Submitters < Needed);
                var now = accept ? CommunityRules.Agreed(row.Submitters, Needed, row.Overridden) : CommunityState.Refused;
                Tell(db, $"{author} {(accept ? "agrees to" : "refuses")} {ProfileInForce.NameOf(row.Id)} of {row.MudUrl ?? row.Model} ({row.Submitters} submitters{(row.Overridden ? ", overridden" : "")}): {reason}");
                changed = await MoveAsync(db, row, was, now, author, token);
            },
            cancellationToken);
        Signal(changed);
        return reviewed;
    }

    /// <summary>An operator takes it out.</summary>
    /// <returns>Null: there is no such profile, or it was withdrawn before.</returns>
    public async Task<CommunityProfileRow?> WithdrawAsync(Guid id, string reason, string author, CancellationToken cancellationToken)
    {
        CommunityProfileRow? withdrawn = null;
        var changed = false;
        await commit.CommitAsync(
            async (db, token) =>
            {
                withdrawn = await db.CommunityProfiles.FirstOrDefaultAsync(p => p.Id == id && p.State != CommunityState.Withdrawn, token);
                if (withdrawn is { } row)
                {
                    row.Reason = reason;
                    Tell(db, $"{author} withdraws {ProfileInForce.NameOf(row.Id)} of {row.MudUrl ?? row.Model}: {reason}");
                    changed = await MoveAsync(db, row, row.State, CommunityState.Withdrawn, author, token);
                }
            },
            cancellationToken);
        Signal(changed);
        return withdrawn;
    }

    /// <summary>A submitter takes the own submission back, and nobody else's.</summary>
    /// <returns>False: this submitter has none there.</returns>
    public async Task<bool> TakeBackAsync(Guid id, string submitter, CancellationToken cancellationToken)
    {
        var taken = false;
        await commit.CommitAsync(
            async (db, token) =>
            {
                var vote = await db.CommunityVotes.FirstOrDefaultAsync(v => v.ProfileId == id && v.Submitter == submitter, token);
                taken = vote is not null;
                if (vote is not null)
                {
                    await LeaveAsync(db, vote, token);
                }
            },
            cancellationToken);
        return taken;
    }

    private static IQueryable<CommunityProfileRow> Of(AcsDbContext db, ProfileSubmission s) =>
        db.CommunityProfiles.Where(p => p.MudUrl == s.MudUrl && p.Model == s.Model && p.State != CommunityState.Withdrawn)
            .OrderBy(p => p.State == CommunityState.Refused).ThenBy(p => p.SubmittedAt).Take(4 * MaxOfSubject);

    private static bool? IsSame(CommunityProfileRow row, MudFile file) =>
        row.Sha256 == file.Sha256 ? true : MudParser.Parse(row.Content).File is { } other ? CommunityRules.AreSame(other, file) : false;

    private async Task<(SubmissionOutcome Outcome, bool InForce)> TakeAsync(
        AcsDbContext db, ProfileSubmission s, List<(CommunityProfileRow Row, bool? Same)> rows, CancellationToken cancellationToken)
    {
        if (rows.Exists(r => r.Same is null))
        {
            return (new SubmissionOutcome.Refused("It is too large to be compared with those that are there."), false);
        }

        var row = rows.Find(r => r.Same is true).Row;
        if (row is { State: CommunityState.Refused })
        {
            return (new SubmissionOutcome.Refused($"The same packets were refused on {row.ReviewedAt:u}: {row.Reason}"), false);
        }

        var mine = await db.CommunityVotes.Where(v => v.Submitter == s.Submitter).ToListAsync(cancellationToken);
        if (row is not null && mine.Exists(v => v.ProfileId == row.Id))
        {
            return (new SubmissionOutcome.Taken(row, IsNew: false), false);
        }

        // One submitter has one opinion of a subject: the newest.
        var before = mine.Find(v => rows.Exists(r => r.Row.Id == v.ProfileId));
        if (before is null && mine.Count >= MaxOfSubmitter)
        {
            return (new SubmissionOutcome.Refused($"This submitter speaks about {mine.Count} models already."), false);
        }

        if (row is null && rows.Count(r => r.Row.State != CommunityState.Refused) >= MaxOfSubject + (before is null ? 0 : 1))
        {
            return (new SubmissionOutcome.Refused($"{MaxOfSubject} different profiles of it wait already."), false);
        }

        if (before is not null)
        {
            await LeaveAsync(db, before, cancellationToken);
        }

        var (now, sha) = (time.GetUtcNow(), Convert.ToHexStringLower(SHA256.HashData(s.Content)));
        var isNew = row is null;
        if (row is null)
        {
            row = new CommunityProfileRow { Id = Guid.CreateVersion7(now), MudUrl = s.MudUrl, Model = s.Model, Content = s.Content, Sha256 = sha, SubmittedAt = now };
            db.CommunityProfiles.Add(row);
            Tell(db, $"{s.Name} submits {ProfileInForce.NameOf(row.Id)} of {s.MudUrl ?? s.Model}: {s.Provenance}");
        }

        db.CommunityVotes.Add(new CommunityVoteRow
        {
            ProfileId = row.Id, Submitter = s.Submitter, Name = s.Name, At = now, Provenance = s.Provenance, Licence = s.Licence, Sha256 = sha,
        });
        row.Submitters++;
        return (new SubmissionOutcome.Taken(row, isNew), await CountAsync(db, row, cancellationToken));
    }

    private async Task LeaveAsync(AcsDbContext db, CommunityVoteRow vote, CancellationToken cancellationToken)
    {
        db.CommunityVotes.Remove(vote);
        if (await db.CommunityProfiles.FirstOrDefaultAsync(p => p.Id == vote.ProfileId, cancellationToken) is { } left)
        {
            left.Submitters--;
            await CountAsync(db, left, cancellationToken);
        }
    }

    private Task<bool> CountAsync(AcsDbContext db, CommunityProfileRow row, CancellationToken cancellationToken) => MoveAsync(
        db, row, row.State, CommunityRules.Counted(row.State, row.Submitters, Needed, row.Overridden), "its submitters", cancellationToken);

    /// <returns>True: gateways are to be compiled again.</returns>
    private async Task<bool> MoveAsync(AcsDbContext db, CommunityProfileRow row, CommunityState was, CommunityState now, string by, CancellationToken cancellationToken)
    {
        row.State = now;
        if (now == was)
        {
            return false;
        }

        if (now == CommunityState.Withdrawn)
        {
            (row.WithdrawnBy, row.WithdrawnAt) = (by, time.GetUtcNow());
        }

        if (was != CommunityState.InForce && now != CommunityState.InForce)
        {
            return false;
        }

        if (now == CommunityState.InForce)
        {
            row.InForceAt = time.GetUtcNow();
            foreach (var other in await db.CommunityProfiles.Where(p => p.MudUrl == row.MudUrl && p.Model == row.Model && p.State == CommunityState.InForce && p.Id != row.Id).ToListAsync(cancellationToken))
            {
                (other.State, other.WithdrawnBy, other.WithdrawnAt, other.Reason) = (CommunityState.Withdrawn, by, time.GetUtcNow(), $"{ProfileInForce.NameOf(row.Id)} took its place.");
            }
        }

        var url = row.MudUrl ?? ModelUrl.Of(row.Model!);
        await AffectedDevices.MarkDirtyAsync(db, [url], cancellationToken);
        await AffectedDevices.TellAsync(
            db, url, "mud.profile", $"The community's {ProfileInForce.NameOf(row.Id)} of {row.MudUrl ?? row.Model} is {(now == CommunityState.InForce ? "in force" : "no longer in force")}, by {by}.", time.GetUtcNow(), cancellationToken);
        return true;
    }

    private void Tell(AcsDbContext db, string text) =>
        db.DeviceEvents.Add(new DeviceEventRow { At = time.GetUtcNow(), Kind = "mud.profile", Text = text.Length <= 4000 ? text : text[..4000] });

    private void Signal(bool changed)
    {
        if (changed)
        {
            signal.MudFilesWanted();
            signal.FirewallDirty();
        }
    }
}
