using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.Extensions.Options;

namespace Provisioning.Storage;

/// <summary>Brings the configured provider's database up to date: <c>acs migrate</c>, and every start.</summary>
public sealed class DatabaseMigrator(IDbContextFactory<AcsDbContext> contexts, IOptions<ProvisioningOptions> options)
{
    /// <summary>Applies what is missing; a database that is up to date is left alone.</summary>
    /// <returns>The migrations applied now.</returns>
    public async Task<IReadOnlyList<string>> MigrateAsync(CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(options.Value.DataDirectory);
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var pending = (await db.Database.GetPendingMigrationsAsync(cancellationToken)).ToList();
        if (pending.Count > 0)
        {
            await db.Database.MigrateAsync(cancellationToken);
        }

        return pending;
    }

    /// <summary>The SQL that makes the whole database, safe to run again where the provider can say so (not SQLite).</summary>
    public string Script()
    {
        using var db = contexts.CreateDbContext();
        var kind = options.Value.Database.Provider == DatabaseProvider.Sqlite
            ? MigrationsSqlGenerationOptions.Default
            : MigrationsSqlGenerationOptions.Idempotent;
        return db.GetService<IMigrator>().GenerateScript(options: kind);
    }
}
