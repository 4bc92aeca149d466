using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Provisioning.Flows;
using Provisioning.Storage;
using Provisioning.Storage.Rows;

namespace Provisioning.Mud.Questions.Asking;

/// <summary>
/// Asks subscribers by itself: what hosts in mode <see cref="MudMode.Ask"/> do that nobody declares, one question to a host, few to a home.
/// Idempotent; finds its work in the database, page by page; one host's failure is logged and stops no other.
/// </summary>
public sealed partial class AutomaticQuestions(
    IDbContextFactory<AcsDbContext> contexts, SubscriberQuestions questions, IOptions<MudOptions> options, TimeProvider time, ILogger<AutomaticQuestions> logger)
{
    private const int Page = 200;
    private const int MostFindings = 500;
    private const int MostQuestions = 100;
    private const string Author = "mud";

    /// <summary>What was not seen for so long is asked about when it comes again.</summary>
    private static readonly TimeSpan Fresh = TimeSpan.FromDays(2);

    private static readonly TimeSpan Week = TimeSpan.FromDays(7);

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        if (!options.Value.Questions.Enabled)
        {
            return;
        }

        // Read once, and only where there is somebody to ask.
        ILookup<string, string>? names = null;
        long last = 0;
        while (await PageAsync(last, cancellationToken) is { Count: > 0 } page)
        {
            last = page[^1].DeviceId;
            names ??= await NamesAsync(cancellationToken);
            foreach (var host in page)
            {
                try
                {
                    await AskAsync(host, names, cancellationToken);
                }
                catch (Exception e) when (e is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
                {
                    LogFailed(logger, host.DeviceId, host.Mac, e);
                }
            }
        }
    }

    /// <summary>The hosts of the next homes that somebody might be asked about; homes come whole.</summary>
    private async Task<List<HostRow>> PageAsync(long after, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var since = now - Fresh;
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var found = db.FlowFindings.Where(f => f.LastSeenAt >= since && f.Kind == FindingKind.Undeclared && f.FromDevice);
        var hosts = db.Hosts.AsNoTracking().Where(h => h.Mode == MudMode.Ask && h.MudUrl != null && found.Any(f => f.DeviceId == h.DeviceId && f.Mac == h.Mac)
            && !db.Questions.Any(q => q.DeviceId == h.DeviceId && q.Mac == h.Mac && q.Answer == null && q.ExpiresAt > now));
        var homes = await hosts.Where(h => h.DeviceId > after).Select(h => h.DeviceId).Distinct().OrderBy(d => d).Take(Page).ToListAsync(cancellationToken);
        return homes.Count == 0 ? [] : await hosts.Where(h => homes.Contains(h.DeviceId)).OrderBy(h => h.DeviceId).ThenBy(h => h.Mac).ToListAsync(cancellationToken);
    }

    private async Task AskAsync(HostRow host, ILookup<string, string> names, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        if (await db.Questions.CountAsync(q => q.DeviceId == host.DeviceId && q.Automatic && q.AskedAt > now - Week, cancellationToken) >= options.Value.Questions.PerHomeAWeek)
        {
            return;
        }

        var findings = await db.FlowFindings.AsNoTracking()
            .Where(f => f.DeviceId == host.DeviceId && f.Mac == host.Mac && f.Kind == FindingKind.Undeclared && f.FromDevice && f.LastSeenAt >= now - Fresh)
            .OrderByDescending(f => f.Count).Take(MostFindings).ToListAsync(cancellationToken);
        var asked = await db.Questions.AsNoTracking().Where(q => q.DeviceId == host.DeviceId && q.Mac == host.Mac)
            .OrderByDescending(q => q.AskedAt).Take(MostQuestions).ToListAsync(cancellationToken);
        if (QuestionDraft.Of(host, findings, asked, names, options.Value.Questions.Gather, now) is { } draft)
        {
            await questions.AskAsync(
                host.DeviceId, host.Mac, draft.Text, draft.Flows, Author, SubscriberQuestions.Life, null, (_, row) => row.Automatic = true, cancellationToken);
        }
    }

    /// <summary>Names that this server resolves for whatever file, by the address that they lead to.</summary>
    private async Task<ILookup<string, string>> NamesAsync(CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var rows = await db.ResolvedNames.AsNoTracking().Select(n => new { n.Name, n.Addresses }).ToListAsync(cancellationToken);
        return rows.SelectMany(r => AddressesOf(r.Addresses).Select(a => (Address: a, r.Name))).ToLookup(n => n.Address, n => n.Name, StringComparer.Ordinal);
    }

    private static string[] AddressesOf(string json)
    {
        try
        {
            return [.. (JsonSerializer.Deserialize<Dictionary<string, DateTimeOffset>>(json) ?? []).Keys];
        }
        catch (JsonException)
        {
            return [];
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Nobody could be asked about host {Mac} of device {DeviceId}; the others go on")]
    private static partial void LogFailed(ILogger logger, long deviceId, string mac, Exception exception);
}
