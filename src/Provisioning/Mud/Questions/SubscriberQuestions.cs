using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Provisioning.Jobs;
using Provisioning.Mud.Composition;
using Provisioning.Storage;
using Provisioning.Storage.Rows;

namespace Provisioning.Mud.Questions;

/// <summary>
/// Questions to subscribers about what a host of theirs does: allow, block, or tell the maker? An answer becomes entries of the
/// subscriber's layer, with date and author, and can be taken back.
/// </summary>
public sealed class SubscriberQuestions(IDbContextFactory<AcsDbContext> contexts, IGroupCommit commit, PolicyEntries policy, IWorkSignal signal, TimeProvider time)
{
    /// <summary>Flows in one question: nobody reads more.</summary>
    public const int MaxFlows = 50;

    /// <summary>Open questions of one home.</summary>
    public const int MaxOpen = 20;

    private const int TokenBytes = 24;

    /// <summary>How long a link answers, unless it is said otherwise.</summary>
    public static readonly TimeSpan Life = TimeSpan.FromDays(14);

    /// <returns>The question and its link's secret, which is not kept; null: too many are open already.</returns>
    public Task<(QuestionRow Question, string Token)?> AskAsync(
        long deviceId, string mac, string text, IReadOnlyList<AskedFlow> flows, string author, TimeSpan life, CancellationToken cancellationToken) =>
        AskAsync(deviceId, mac, text, flows, author, life, null, (_, _) => { }, cancellationToken);

    /// <param name="entriesEnd">When what an answer brings about ends by itself; null: it does not.</param>
    /// <param name="also">What else is written with the question.</param>
    internal async Task<(QuestionRow Question, string Token)?> AskAsync(
        long deviceId, string mac, string text, IReadOnlyList<AskedFlow> flows, string author, TimeSpan life, DateTimeOffset? entriesEnd,
        Action<AcsDbContext, QuestionRow> also, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var token = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(TokenBytes));
        var row = new QuestionRow
        {
            Id = Guid.CreateVersion7(now), DeviceId = deviceId, Mac = mac, Text = text, Flows = JsonSerializer.Serialize(flows, JsonSerializerOptions.Web),
            AskedBy = author, AskedAt = now, ExpiresAt = now + life, TokenHash = HashOf(token), EntriesEnd = entriesEnd,
        };
        var asked = false;
        await commit.CommitAsync(
            async (db, stop) =>
            {
                asked = await db.Questions.CountAsync(q => q.DeviceId == deviceId && q.Answer == null && q.ExpiresAt > now, stop) < MaxOpen;
                if (asked)
                {
                    db.Questions.Add(row);
                    also(db, row);
                    Tell(db, row, $"{author} asks the subscriber about host {mac}: {text}");
                }
            },
            cancellationToken);
        return asked ? (row, token) : null;
    }

    /// <summary>Another link to an open question, for whoever has not got the first; that one does not answer any more.</summary>
    /// <returns>Null: there is no such question, it is answered, or its time is over.</returns>
    public async Task<(QuestionRow Question, string Token)?> LinkAsync(Guid id, string author, CancellationToken cancellationToken)
    {
        var (now, token) = (time.GetUtcNow(), Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(TokenBytes)));
        QuestionRow? question = null;
        await commit.CommitAsync(
            async (db, stop) =>
            {
                question = await db.Questions.FirstOrDefaultAsync(q => q.Id == id && q.Answer == null && q.ExpiresAt > now, stop);
                if (question is not null)
                {
                    question.TokenHash = HashOf(token);
                    Tell(db, question, $"{author} takes a link to question {id}.");
                }
            },
            cancellationToken);
        return question is null ? null : (question, token);
    }

    /// <returns>Null: there is no such link, or its time is over.</returns>
    public async Task<QuestionRow?> FindAsync(string token, CancellationToken cancellationToken)
    {
        var (hash, now) = (HashOf(token), time.GetUtcNow());
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.Questions.AsNoTracking().FirstOrDefaultAsync(q => q.TokenHash == hash && q.ExpiresAt > now, cancellationToken);
    }

    /// <summary>The first answer counts, from whatever side it comes. What it brings about is in the same commit.</summary>
    /// <returns>False: it is answered already, there is no such question, or the home has too many entries to take it in.</returns>
    public async Task<bool> AnswerAsync(Guid id, QuestionAnswer answer, string author, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var answered = false;
        List<PolicyEntryRow> added = [];
        await commit.CommitAsync(
            async (db, stop) =>
            {
                answered = false;
                if (await db.Questions.FirstOrDefaultAsync(q => q.Id == id && q.Answer == null, stop) is not { } question)
                {
                    return;
                }

                var rows = answer == QuestionAnswer.Tell ? [] : Entries(question, answer == QuestionAnswer.Allow, author, now);
                if (!await policy.AddAsync(db, rows, stop))
                {
                    return;
                }

                added = rows;

                (question.Answer, question.AnsweredAt, question.AnsweredBy) = (answer, now, author);
                question.Entries = string.Join(' ', rows.Select(r => r.Id));
                Tell(db, question, $"{author} answers about host {question.Mac}: {answer.ToString().ToLowerInvariant()}.");
                answered = true;
            },
            cancellationToken);
        if (answered && answer != QuestionAnswer.Tell)
        {
            policy.Signal(added);
        }

        return answered;
    }

    /// <summary>What the answer brought about ends. It stays on record.</summary>
    /// <returns>False: there is no such answer, or it was taken back before.</returns>
    public async Task<bool> TakeBackAsync(Guid id, string author, CancellationToken cancellationToken)
    {
        var taken = false;
        await commit.CommitAsync(
            async (db, stop) =>
            {
                var question = await db.Questions.FirstOrDefaultAsync(q => q.Id == id && q.Answer != null && q.TakenBackAt == null, stop);
                taken = question is not null;
                if (question is null)
                {
                    return;
                }

                (question.TakenBackAt, question.TakenBackBy) = (time.GetUtcNow(), author);
                Tell(db, question, $"{author} takes back the answer about host {question.Mac}.");
                var ids = question.Entries.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(Guid.Parse).ToList();
                foreach (var entry in await PolicyEntries.Standing(db).Where(e => ids.Contains(e.Id)).ToListAsync(stop))
                {
                    await policy.EndAsync(db, entry, author, stop);
                }
            },
            cancellationToken);
        if (taken)
        {
            signal.FirewallDirty();
        }

        return taken;
    }

    public static IReadOnlyList<AskedFlow> FlowsOf(QuestionRow row) => JsonSerializer.Deserialize<AskedFlow[]>(row.Flows, JsonSerializerOptions.Web) ?? [];

    private static List<PolicyEntryRow> Entries(QuestionRow question, bool allow, string author, DateTimeOffset now) =>
    [
        .. FlowsOf(question).Select(f => new PolicyEntryRow
        {
            Id = Guid.CreateVersion7(now), Layer = PolicyLayer.Subscriber, DeviceId = question.DeviceId, Mac = question.Mac, Accept = allow, FromDevice = f.FromDevice,
            Peer = f.Peer, Protocol = f.Protocol, FirstPort = f.FirstPort, LastPort = f.LastPort, Author = author, At = now, EndsAt = question.EntriesEnd,
            Reason = $"Answer to question {question.Id}.",
        }),
    ];

    private void Tell(AcsDbContext db, QuestionRow row, string text) =>
        db.DeviceEvents.Add(new DeviceEventRow { DeviceId = row.DeviceId, At = time.GetUtcNow(), Kind = "mud.question", Text = text.Length <= 4000 ? text : text[..4000] });

    private static string HashOf(string token) => Convert.ToHexStringLower(SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(token)));
}
