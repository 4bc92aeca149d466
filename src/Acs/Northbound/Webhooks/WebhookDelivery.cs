using System.Text.Json;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Provisioning.Storage;
using Provisioning.Storage.Rows;

namespace Acs.Northbound.Webhooks;

/// <summary>
/// Tells every webhook that is due of the events that it has not had, in order and at least once. The work is found in the
/// database: a webhook's last delivered event against the events themselves. A receiver that fails holds up only itself.
/// </summary>
internal sealed partial class WebhookDelivery(
    IDbContextFactory<AcsDbContext> contexts,
    IGroupCommit commit,
    WebhookSender sender,
    WebhookSecrets secrets,
    IOptions<WebhookOptions> options,
    IOptions<DatabaseOptions> database,
    IOptions<JsonOptions> json,
    TimeProvider time,
    ILogger<WebhookDelivery> log)
{
    private const int AtOnce = 8;
    private const int EventsPerCall = 100;
    private const int EventsPerRead = 1000;
    private const int LongestError = 500;

    // On top of the receiver's own time: our reading and writing between two calls.
    private static readonly TimeSpan LeaseSlack = TimeSpan.FromSeconds(30);

    // Ids are given before the commit: where several nodes write, a lower one may appear after a higher one.
    private TimeSpan Settled => database.Value.Provider == DatabaseProvider.Sqlite ? TimeSpan.Zero : TimeSpan.FromSeconds(2);

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var due = await db.Webhooks.AsNoTracking()
            .Where(w => w.State == WebhookState.Active && (w.NextAttemptAt == null || w.NextAttemptAt <= now)).ToListAsync(cancellationToken);
        await Parallel.ForEachAsync(
            due, new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellationToken },
            async (webhook, token) => await DeliverAsync(webhook, token));
    }

    private async Task DeliverAsync(WebhookRow webhook, CancellationToken cancellationToken)
    {
        if (!await TakeAsync(webhook.Id, cancellationToken))
        {
            return;
        }

        var kinds = WebhookKinds.Parse(webhook.Kinds);
        var after = webhook.DeliveredEventId;
        while (true)
        {
            var events = await ReadAsync(after, cancellationToken);
            if (events.Count == 0)
            {
                await ChangeAsync(webhook.Id, (_, row) => row.NextAttemptAt = null, cancellationToken);
                return;
            }

            foreach (var batch in events.Where(e => kinds.Includes(e.Kind)).Chunk(EventsPerCall))
            {
                if (await SendAsync(webhook, batch, cancellationToken) is { } error)
                {
                    await FailedAsync(webhook, error, cancellationToken);
                    return;
                }

                await DeliveredAsync(webhook.Id, batch[^1].Id, called: true, cancellationToken);
            }

            after = events[^1].Id;
            await DeliveredAsync(webhook.Id, after, called: false, cancellationToken);
        }
    }

    /// <summary>Until its next attempt is due, no other job on no other node touches it; if this one dies, that is when it is found again.</summary>
    private async Task<bool> TakeAsync(Guid id, CancellationToken cancellationToken)
    {
        var taken = 0;
        await commit.CommitAsync(
            async (db, token) =>
            {
                var now = time.GetUtcNow();
                var until = now + options.Value.Timeout + LeaseSlack;
                taken = await db.Webhooks
                    .Where(w => w.Id == id && w.State == WebhookState.Active && (w.NextAttemptAt == null || w.NextAttemptAt <= now))
                    .ExecuteUpdateAsync(set => set.SetProperty(w => w.NextAttemptAt, until), token);
            },
            cancellationToken);
        return taken == 1;
    }

    private async Task<IReadOnlyList<EventResource>> ReadAsync(long after, CancellationToken cancellationToken)
    {
        var until = time.GetUtcNow() - Settled;
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var events = await EventsApi.ReadAsync(db, after, EventsPerRead, cancellationToken);
        return Settled == TimeSpan.Zero ? events : [.. events.TakeWhile(e => e.At <= until)];
    }

    private async Task<string?> SendAsync(WebhookRow webhook, EventResource[] events, CancellationToken cancellationToken)
    {
        if (secrets.Unprotect(webhook.Secret) is not { } secret)
        {
            return "The secret cannot be decrypted: the keys in the data directory are not those that it was made with.";
        }

        // The same events have the same id when they are sent again: a receiver can tell.
        var id = $"evt_{webhook.Id:N}_{events[0].Id}_{events[^1].Id}";
        var body = JsonSerializer.SerializeToUtf8Bytes(new WebhookBody(webhook.Id, events), json.Value.SerializerOptions);
        return await sender.SendAsync(new Uri(webhook.Url), secret, id, body, cancellationToken);
    }

    private Task DeliveredAsync(Guid id, long upTo, bool called, CancellationToken cancellationToken) =>
        ChangeAsync(id, (_, row) =>
        {
            row.DeliveredEventId = Math.Max(row.DeliveredEventId, upTo);
            row.NextAttemptAt = time.GetUtcNow() + options.Value.Timeout + LeaseSlack;
            if (called)
            {
                row.Failures = 0;
                (row.FailingSince, row.LastError) = (null, null);
                row.LastDeliveredAt = time.GetUtcNow();
            }
        }, cancellationToken);

    private Task FailedAsync(WebhookRow webhook, string error, CancellationToken cancellationToken)
    {
        Log.NotDelivered(log, webhook.Id, error);
        return ChangeAsync(webhook.Id, (db, row) =>
        {
            var now = time.GetUtcNow();
            row.Failures++;
            row.FailingSince ??= now;
            row.LastError = error.Length <= LongestError ? error : error[..LongestError];
            row.NextAttemptAt = now + WebhookBackoff.After(row.Failures, options.Value.RetryDelay);
            if (now - row.FailingSince >= options.Value.GiveUpAfter)
            {
                row.State = WebhookState.Stopped;
                db.DeviceEvents.Add(new DeviceEventRow { At = now, Kind = "webhook.stopped", Text = $"Webhook {row.Id} was given up after {row.Failures} failures: {row.LastError}" });
            }
        }, cancellationToken);
    }

    private Task ChangeAsync(Guid id, Action<AcsDbContext, WebhookRow> change, CancellationToken cancellationToken) =>
        commit.CommitAsync(async (db, token) =>
        {
            if (await db.Webhooks.FirstOrDefaultAsync(w => w.Id == id, token) is { } row)
            {
                change(db, row);
            }
        }, cancellationToken);

    private static partial class Log
    {
        [LoggerMessage(3401, LogLevel.Warning, "Webhook {Webhook} could not be told: {Reason}")]
        public static partial void NotDelivered(ILogger logger, Guid webhook, string reason);
    }
}
