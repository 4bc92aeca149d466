using Acs.Hosting;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Provisioning.Storage;
using Provisioning.Storage.Rows;

namespace Acs.Security;

/// <summary>
/// There is no default password: the first start makes a key and shows it once, unless one is configured. A configured
/// key replaces the administrator's, so that a lost one can be set anew.
/// </summary>
internal sealed partial class AdminKey(
    IDbContextFactory<AcsDbContext> database,
    ApiKeys keys,
    IOptions<AcsOptions> options,
    TimeProvider time,
    ILogger<AdminKey> log)
{
    public const string Name = "admin";
    private const int ShortKey = 16;

    /// <summary>The key that was generated, or null.</summary>
    public async Task<string?> EnsureAsync(CancellationToken cancellationToken)
    {
        // Before anything runs, so not through the group commit.
        await using var db = await database.CreateDbContextAsync(cancellationToken);
        var configured = options.Value.AdminKey;
        var existing = await db.ApiKeys.FirstOrDefaultAsync(k => k.Name == Name, cancellationToken);
        if (configured is null && existing is not null)
        {
            return null;
        }

        if (configured is { Length: < ShortKey })
        {
            Log.Short(log, ShortKey);
        }

        var key = configured ?? KeyHash.NewKey();
        if (existing is null)
        {
            db.ApiKeys.Add(new ApiKeyRow { Id = Guid.NewGuid(), Name = Name, Hash = KeyHash.Of(key), CreatedAt = time.GetUtcNow() });
        }
        else
        {
            existing.Hash = KeyHash.Of(key);
        }

        await db.SaveChangesAsync(cancellationToken);
        keys.Forget();
        return configured is null ? key : null;
    }

    private static partial class Log
    {
        [LoggerMessage(3201, LogLevel.Warning, "Acs:AdminKey is shorter than {Length} characters: anybody who can reach the pages may guess it")]
        public static partial void Short(ILogger logger, int length);
    }
}
