using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Provisioning.Jobs;
using Provisioning.Mud.Composition;
using Provisioning.Mud.Names;
using Provisioning.Mud.Refresh;
using Provisioning.Storage;
using Provisioning.Storage.Rows;

namespace Provisioning.Mud;

/// <summary>
/// Keeps the addresses of every DNS name that a MUD file in force uses (RFC 9726), asked for once for all homes, and has
/// the gateways compiled again where they change.
/// </summary>
public sealed partial class NameResolution
{
    private const int Page = 200;
    private readonly IDbContextFactory<AcsDbContext> _contexts;
    private readonly IGroupCommit _commit;
    private readonly IWorkSignal _signal;
    private readonly NameLookup _lookup;
    private readonly MudOptions _options;
    private readonly TimeProvider _time;
    private readonly ILogger<NameResolution> _logger;
    private readonly NameUse _use = new();
    private int _wanted;

    internal NameResolution(
        IDbContextFactory<AcsDbContext> contexts,
        IGroupCommit commit,
        IWorkSignal signal,
        NameLookup lookup,
        IOptions<MudOptions> options,
        TimeProvider time,
        ILogger<NameResolution> logger)
    {
        _contexts = contexts;
        _commit = commit;
        _signal = signal;
        _lookup = lookup;
        _options = options.Value;
        _time = time;
        _logger = logger;
    }

    /// <summary>Resolves every name that is new or due.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        if (Interlocked.Increment(ref _wanted) > 1)
        {
            return; // Who runs already goes round once more: it may have read the names before this one was among them.
        }

        try
        {
            int seen;
            do
            {
                seen = Volatile.Read(ref _wanted);
                await RoundAsync(cancellationToken);
            }
            while (Interlocked.CompareExchange(ref _wanted, 0, seen) != seen);
        }
        catch
        {
            Volatile.Write(ref _wanted, 0);
            throw;
        }
    }

    private async Task RoundAsync(CancellationToken cancellationToken)
    {
        await using var db = await _contexts.CreateDbContextAsync(cancellationToken);
        var use = await _use.ReadAsync(db, cancellationToken);
        var changed = 0;
        foreach (var page in use.Keys.Order(StringComparer.Ordinal).Chunk(Page))
        {
            var now = _time.GetUtcNow();
            var known = await db.ResolvedNames.AsNoTracking().Where(n => page.Contains(n.Name))
                .ToDictionaryAsync(n => n.Name, StringComparer.Ordinal, cancellationToken);
            var due = page.Where(n => !known.TryGetValue(n, out var row) || row.DueAt <= now || row.CompileDueAt <= now);
            var parallel = new ParallelOptions { MaxDegreeOfParallelism = _options.Parallel, CancellationToken = cancellationToken };
            await Parallel.ForEachAsync(due, parallel, async (name, token) =>
            {
                if (await ResolveAsync(name, use[name], token))
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

    /// <returns>True: there is something to compile.</returns>
    private async Task<bool> ResolveAsync(string name, IReadOnlyList<string> urls, CancellationToken cancellationToken)
    {
        try
        {
            var answer = await _lookup.FindAsync(name, cancellationToken);
            var now = _time.GetUtcNow();
            var changed = false;
            var isNew = false;
            await _commit.CommitAsync(
                async (db, token) =>
                {
                    var row = await db.ResolvedNames.FindAsync([name], token);
                    isNew = row is null;
                    if (row is null)
                    {
                        row = new ResolvedNameRow { Name = name };
                        db.ResolvedNames.Add(row);
                    }

                    changed = NameUpdate.Apply(row, answer, _options.ChurningEvery, now);
                    if (changed)
                    {
                        await AffectedDevices.MarkDirtyAsync(db, [.. urls], token);
                        await PolicyEntries.MarkNamedAsync(db, name, token);
                    }
                },
                cancellationToken);
            if (answer.Failure is { } failure)
            {
                Log.Unresolved(_logger, name, failure);
            }

            // Whoever waits for a new name goes on without it.
            return changed || isNew;
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            Log.Failed(_logger, name, e);
            return false;
        }
    }

    private static partial class Log
    {
        [LoggerMessage(4011, LogLevel.Warning, "The name {Name} does not resolve: {Reason}")]
        public static partial void Unresolved(ILogger logger, string name, string reason);

        [LoggerMessage(4012, LogLevel.Error, "The name {Name}: resolving broke off")]
        public static partial void Failed(ILogger logger, string name, Exception exception);
    }
}
