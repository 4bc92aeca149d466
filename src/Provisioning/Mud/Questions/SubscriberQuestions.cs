using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Provisioning.Mud.Composition;
using Provisioning.Storage;
using Provisioning.Storage.Rows;

namespace Provisioning.Mud.Questions;

/// <summary>
/// Questions to subscribers about what a host of theirs does: allow, block, or tell the maker? An answer becomes entries of the
/// subscriber's layer, with date and author, and can be taken back.
/// </summary>
public sealed class SubscriberQuestions(IDbContextFactory<AcsDbContext> contexts, IGroupCommit commit, PolicyEntries policy, TimeProvider time)
{
    /// <summary>Flows in one question: nobody reads more.</summary>
    public const int MaxFlows = 50;

    /// <summary>Open questions of one home.</summary>
    public const int MaxOpen = 20;

    private const int TokenBytes = 24;

    /// <summary>How long a link answers, unless it is said otherwise.</summary>
    public static readonly TimeSpan Life = TimeSpan.FromDays(14);

    /// <returns>The question and its link's secret, which is not kept; null: too many are open already.</returns>
    public async Task<(QuestionRow Question, string Token)?> AskAsync(
        long deviceId, string mac, string text, IReadOnlyList<AskedFlow> flows, string author, TimeSpan life, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var token = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(TokenBytes));
        var row = new QuestionRow
        {
            Id = Guid.CreateVersion7(now), DeviceId = deviceId, Mac = mac, Text = text, Flows = JsonSerializer.Serialize(flows, JsonSerializerOptions.Web),
            AskedBy = author, AskedAt = now, ExpiresAt = now + life, TokenHash = HashOf(token),
        };
        var asked = false;
        await commit.CommitAsync(
            async (db, stop) =>
            {
                asked = await db.Questions.CountAsync(q => q.DeviceId == deviceId && q.Answer == null && q.ExpiresAt > now, stop) < MaxOpen;
                if (asked)
                {
                    db.Questions.Add(row);
                    Tell(db, row, $"{author} asks the subscriber about host {mac}: {text}");
                }
            },
            cancellationToken);
        return asked ? (row, token) : null;
    }

    /// <returns>Null: there is no such link, or its time is over.</returns>
    public async Task<QuestionRow?> FindAsync(string token, CancellationToken cancellationToken)
    {
        var (hash, now) = (HashOf(token), time.GetUtcNow());
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.Questions.AsNoTracking().FirstOrDefaultAsync(q => q.TokenHash == hash && q.ExpiresAt > now, cancellationToken);
    }

    /// <summary>The first answer counts, from whatever side it comes.</summary>
    /// <returns>False: it is answered already, or there is no such question.</returns>
    public async Task<bool> AnswerAsync(Guid id, QuestionAnswer answer, string author, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        QuestionRow? question = null;
        await commit.CommitAsync(
            async (db, stop) =>
            {
                question = await db.Questions.FirstOrDefaultAsync(q => q.Id == id && q.Answer == null, stop);
                if (question is not null)
                {
                    (question.Answer, question.AnsweredAt, question.AnsweredBy) = (answer, now, author);
                    Tell(db, question, $"{author} answers about host {question.Mac}: {answer.ToString().ToLowerInvariant()}.");
                }
            },
            cancellationToken);
        if (question is null)
        {
            return false;
        }

        if (answer != QuestionAnswer.Tell)
        {
            await EnforceAsync(question, answer == QuestionAnswer.Allow, author, now, cancellationToken);
        }

        return true;
    }

    /// <summary>What the answer brought about ends. It stays on record.</summary>
    /// <returns>False: there is no such answer, or it was taken back before.</returns>
    public async Task<bool> TakeBackAsync(Guid id, string author, CancellationToken cancellationToken)
    {
        QuestionRow? question = null;
        await commit.CommitAsync(
            async (db, stop) =>
            {
                question = await db.Questions.FirstOrDefaultAsync(q => q.Id == id && q.Answer != null && q.TakenBackAt == null, stop);
                if (question is not null)
                {
                    (question.TakenBackAt, question.TakenBackBy) = (time.GetUtcNow(), author);
                    Tell(db, question, $"{author} takes back the answer about host {question.Mac}.");
                }
            },
            cancellationToken);
        foreach (var entry in question?.Entries.Split(' ', StringSplitOptions.RemoveEmptyEntries) ?? [])
        {
            await policy.EndAsync(Guid.Parse(entry), question!.DeviceId, question.Mac, author, cancellationToken);
        }

        return question is not null;
    }

    public static IReadOnlyList<AskedFlow> FlowsOf(QuestionRow row) => JsonSerializer.Deserialize<AskedFlow[]>(row.Flows, JsonSerializerOptions.Web) ?? [];

    private async Task EnforceAsync(QuestionRow question, bool allow, string author, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var rows = FlowsOf(question).Select(f => new PolicyEntryRow
        {
            Id = Guid.CreateVersion7(now), Layer = PolicyLayer.Subscriber, DeviceId = question.DeviceId, Mac = question.Mac, Accept = allow, FromDevice = f.FromDevice,
            Peer = f.Peer, Protocol = f.Protocol, FirstPort = f.FirstPort, LastPort = f.LastPort, Author = author, At = now, Reason = $"Answer to question {question.Id}.",
        }).ToList();
        if (await policy.AddAsync(rows, cancellationToken))
        {
            await commit.CommitAsync(
                (db, stop) => db.Questions.Where(q => q.Id == question.Id).ExecuteUpdateAsync(q => q.SetProperty(x => x.Entries, string.Join(' ', rows.Select(r => r.Id))), stop),
                cancellationToken);
        }
    }

    private void Tell(AcsDbContext db, QuestionRow row, string text) =>
        db.DeviceEvents.Add(new DeviceEventRow { DeviceId = row.DeviceId, At = time.GetUtcNow(), Kind = "mud.question", Text = text.Length <= 4000 ? text : text[..4000] });

    private static string HashOf(string token) => Convert.ToHexStringLower(SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(token)));
}
