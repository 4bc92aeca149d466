using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Provisioning.Storage;
using Provisioning.Storage.Rows;

namespace Provisioning.Warnings.Sources;

/// <summary>Who may warn. Every change has an author and an event.</summary>
public sealed class WarningSources(IDbContextFactory<AcsDbContext> contexts, IGroupCommit commit, TimeProvider time)
{
    public const int Most = 200;

    private const string KeyPrefix = "warn_";
    private const int KeyBytes = 24;

    /// <returns>False: the name is taken, or there are too many.</returns>
    public async Task<bool> AddAsync(WarningSourceRow row, CancellationToken cancellationToken)
    {
        var added = false;
        await commit.CommitAsync(
            async (db, token) =>
            {
                added = !await db.WarningSources.AnyAsync(s => s.Name == row.Name, token) && await db.WarningSources.CountAsync(token) < Most;
                if (added)
                {
                    db.WarningSources.Add(row);
                    WarningEvents.Tell(db, "warning.source", $"{row.AddedBy} adds {Describe(row)}", time.GetUtcNow());
                }
            },
            cancellationToken);
        return added;
    }

    /// <returns>False: there is none, or its new name is another's.</returns>
    /// <param name="name">Its name from now on; null: as before.</param>
    public async Task<bool> ChangeAsync(Guid id, string? name, string author, Action<WarningSourceRow> change, CancellationToken cancellationToken)
    {
        var changed = false;
        await commit.CommitAsync(
            async (db, token) =>
            {
                changed = false;
                if (await db.WarningSources.FirstOrDefaultAsync(s => s.Id == id, token) is not { } row
                    || await db.WarningSources.AnyAsync(s => s.Id != id && s.Name == name, token))
                {
                    return;
                }

                change(row);
                row.Name = name ?? row.Name;

                // What it may speak about may be another thing now.
                await db.Warnings.Where(w => w.SourceId == id && w.Kind == WarningKind.Advisory).ExecuteUpdateAsync(w => w.SetProperty(x => x.MatchedAt, (DateTimeOffset?)null), token);
                WarningEvents.Tell(db, "warning.source", $"{author} changes {Describe(row)}", time.GetUtcNow());
                changed = true;
            },
            cancellationToken);
        return changed;
    }

    /// <summary>Only one that nothing came from; others are turned off, so that what they said keeps its author.</summary>
    public async Task<bool> DeleteAsync(Guid id, string author, CancellationToken cancellationToken)
    {
        var deleted = false;
        await commit.CommitAsync(
            async (db, token) =>
            {
                deleted = !await db.Warnings.AnyAsync(w => w.SourceId == id, token);
                if (deleted && await db.WarningSources.FirstOrDefaultAsync(s => s.Id == id, token) is { } row)
                {
                    db.WarningSources.Remove(row);
                    WarningEvents.Tell(db, "warning.source", $"{author} removes {row.Name}.", time.GetUtcNow());
                }
            },
            cancellationToken);
        return deleted;
    }

    /// <returns>The source's own key, which is not kept; null: there is no such source.</returns>
    public async Task<string?> NewKeyAsync(Guid id, string author, CancellationToken cancellationToken)
    {
        var key = KeyPrefix + Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(KeyBytes));
        return await ChangeAsync(id, null, author, row => row.KeyHash = HashOf(key), cancellationToken) ? key : null;
    }

    /// <returns>Null: nobody's key, or its source is turned off.</returns>
    public async Task<WarningSourceRow?> FindByKeyAsync(string key, CancellationToken cancellationToken)
    {
        if (!key.StartsWith(KeyPrefix, StringComparison.Ordinal) || key.Length != KeyPrefix.Length + (2 * KeyBytes))
        {
            return null;
        }

        var hash = HashOf(key);
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.WarningSources.AsNoTracking().FirstOrDefaultAsync(s => s.KeyHash == hash && s.Enabled, cancellationToken);
    }

    private static string Describe(WarningSourceRow row) =>
        $"the source {row.Name} ({row.Kind.ToString().ToLowerInvariant()}{(row.Enabled ? "" : ", off")}): speaks about {row.Scopes.Replace("\n", ", ", StringComparison.Ordinal)}; may ask for"
        + (row.MayBlockDestination ? " destinations" : "") + (row.MayBlockFlow ? " flows" : "") + (row.MayIsolate ? " isolation" : "")
        + $"; at most {row.MaxLifetimeHours} h{(row.AutoAccept ? "; its requests become rules by themselves" : "")}.";

    private static string HashOf(string key) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(key)));
}
