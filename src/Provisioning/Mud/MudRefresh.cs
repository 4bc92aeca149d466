using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Provisioning.Jobs;
using Provisioning.Mud.Model;
using Provisioning.Mud.Refresh;
using Provisioning.Storage;
using Provisioning.Storage.Rows;

namespace Provisioning.Mud;

/// <summary>
/// Keeps the ISP's MUD files: one fetch per URL for all homes, so that no manufacturer learns which household has what.
/// Idempotent; all its work is found in the database.
/// </summary>
public sealed partial class MudRefresh
{
    private const int Page = 64;

    private readonly IDbContextFactory<AcsDbContext> _contexts;
    private readonly IGroupCommit _commit;
    private readonly IWorkSignal _signal;
    private readonly MudRetrieval _retrieval;
    private readonly MudOptions _options;
    private readonly TimeProvider _time;
    private readonly ILogger<MudRefresh> _logger;

    internal MudRefresh(
        IDbContextFactory<AcsDbContext> contexts,
        IGroupCommit commit,
        IWorkSignal signal,
        MudRetrieval retrieval,
        IOptions<MudOptions> options,
        TimeProvider time,
        ILogger<MudRefresh> logger)
    {
        _contexts = contexts;
        _commit = commit;
        _signal = signal;
        _retrieval = retrieval;
        _options = options.Value;
        _time = time;
        _logger = logger;
    }

    /// <summary>Fetches every file that is wanted, expired, or due for another try.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var now = _time.GetUtcNow();
        var changed = 0;
        for (long last = 0; ;)
        {
            await using var db = await _contexts.CreateDbContextAsync(cancellationToken);
            var due = await db.MudFiles.AsNoTracking()
                .Where(f => f.Id > last && (f.ExpiresAt == null || f.ExpiresAt <= now))
                .OrderBy(f => f.Id)
                .Take(Page)
                .ToListAsync(cancellationToken);
            if (due.Count == 0)
            {
                break;
            }

            last = due[^1].Id;
            var parallel = new ParallelOptions { MaxDegreeOfParallelism = _options.Parallel, CancellationToken = cancellationToken };
            await Parallel.ForEachAsync(due, parallel, async (file, token) =>
            {
                if (await RefreshAsync(file, token))
                {
                    Interlocked.Increment(ref changed);
                }
            });
        }

        if (changed > 0)
        {
            _signal.FirewallDirty();
        }
    }

    /// <summary>Fetches one file now, whether it is due or not, and takes note of a URL that is new.</summary>
    /// <returns>Null: the URL is not one that is ever fetched, and the reason.</returns>
    public async Task<(MudFileRow? File, string? Refused)> FetchAsync(string url, CancellationToken cancellationToken)
    {
        if (AnnouncedUrl.Check(url) is { Ignored: { } ignored })
        {
            return (null, ignored);
        }

        await _commit.CommitAsync(async (db, token) => await FindOrAddAsync(db, url, token), cancellationToken);
        if (await RefreshAsync((await ReadAsync(url, cancellationToken))!, cancellationToken))
        {
            TellOfChange();
        }

        return (await ReadAsync(url, cancellationToken), null);
    }

    /// <summary>Stores a file that an administrator brings, under its own mud-url.</summary>
    /// <param name="author">His word is the approval of whatever the file lets through.</param>
    /// <returns>The row, or null with the diagnostics that say why the file is refused.</returns>
    public async Task<(MudFileRow? File, IReadOnlyList<MudDiagnostic> Diagnostics)> StoreAsync(byte[] content, string author, CancellationToken cancellationToken)
    {
        var attempt = await _retrieval.JudgeUploadAsync(content, cancellationToken);
        if (attempt is not MudAttempt.Accepted accepted)
        {
            return (null, (attempt as MudAttempt.Rejected)?.Diagnostics ?? []);
        }

        var url = accepted.File.MudUrl;
        if (AnnouncedUrl.Check(url) is { Ignored: { } ignored })
        {
            return (null, [new MudDiagnostic(MudSeverity.Error, MudCodes.MudUrl, "$.ietf-mud:mud.mud-url", 0, $"The file cannot be stored: {ignored}.")]);
        }

        var changed = false;
        await _commit.CommitAsync(
            async (db, token) =>
            {
                var row = await FindOrAddAsync(db, url, token);
                changed = await MudFileRecorder.RecordAsync(db, row, accepted, Terms(author), token);
            },
            cancellationToken);
        if (changed)
        {
            TellOfChange();
        }

        return (await ReadAsync(url, cancellationToken), accepted.Diagnostics);
    }

    /// <summary>Another content may bring names that were never asked for, and whoever compiles waits for them.</summary>
    private void TellOfChange()
    {
        _signal.MudFilesWanted();
        _signal.FirewallDirty();
    }

    private static async Task<MudFileRow> FindOrAddAsync(AcsDbContext db, string url, CancellationToken cancellationToken)
    {
        var row = db.MudFiles.Local.FirstOrDefault(f => f.Url == url) ?? await db.MudFiles.FirstOrDefaultAsync(f => f.Url == url, cancellationToken);
        if (row is null)
        {
            row = new MudFileRow { Url = url, State = MudFileState.Wanted };
            db.MudFiles.Add(row);
        }

        return row;
    }

    private async Task<MudFileRow?> ReadAsync(string url, CancellationToken cancellationToken)
    {
        await using var db = await _contexts.CreateDbContextAsync(cancellationToken);
        return await db.MudFiles.AsNoTracking().FirstOrDefaultAsync(f => f.Url == url, cancellationToken);
    }

    private RecordTerms Terms(string? author) => new(_time.GetUtcNow(), _options.WideningNeedsApproval, author);

    /// <summary>A content that waits or was refused: the server goes on to say that it is its newest.</summary>
    private async Task<byte[]?> ServedAsync(MudFileRow known, CancellationToken cancellationToken)
    {
        if (known.ServedSha256 is not { } sha || sha == known.Sha256)
        {
            return null;
        }

        await using var db = await _contexts.CreateDbContextAsync(cancellationToken);
        return await db.MudFileVersions.Where(v => v.MudFileId == known.Id && v.Sha256 == sha).Select(v => v.Content).FirstOrDefaultAsync(cancellationToken);
    }

    /// <summary>One file's trouble is its own.</summary>
    private async Task<bool> RefreshAsync(MudFileRow known, CancellationToken cancellationToken)
    {
        try
        {
            var attempt = await _retrieval.AttemptAsync(known, await ServedAsync(known, cancellationToken), cancellationToken);
            var changed = false;
            await _commit.CommitAsync(
                async (db, token) =>
                {
                    var row = await db.MudFiles.FirstOrDefaultAsync(f => f.Id == known.Id, token);

                    // Stored or fetched by somebody else meanwhile: that is newer than what was compared with here.
                    changed = row is not null && row.Sha256 == known.Sha256
                        && await MudFileRecorder.RecordAsync(db, row, attempt, Terms(null), token);
                },
                cancellationToken);
            Log.Attempted(_logger, known.Url, attempt.GetType().Name, (attempt as MudAttempt.Rejected)?.Reason ?? "");
            return changed;
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            Log.Failed(_logger, known.Url, e);
            return false;
        }
    }

    private static partial class Log
    {
        [LoggerMessage(4001, LogLevel.Information, "MUD file {Url}: {Result} {Reason}")]
        public static partial void Attempted(ILogger logger, string url, string result, string reason);

        [LoggerMessage(4002, LogLevel.Error, "MUD file {Url}: the attempt broke off")]
        public static partial void Failed(ILogger logger, string url, Exception exception);
    }
}
