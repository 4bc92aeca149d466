using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Provisioning.Storage;

/// <summary>The database of the configured provider.</summary>
internal static class StorageRegistration
{
    public static void AddStorage(this IServiceCollection services, DatabaseProvider provider)
    {
        switch (provider)
        {
            case DatabaseProvider.SqlServer:
                Add<SqlServerAcsDbContext>(services, (builder, options) => builder.UseSqlServer(options.Database.ConnectionString));
                break;
            case DatabaseProvider.PostgreSql:
                Add<PostgresAcsDbContext>(services, (builder, options) => builder.UseNpgsql(options.Database.ConnectionString));
                break;
            default:
                services.AddSingleton<SqlitePragmas>();
                Add<SqliteAcsDbContext>(services, (builder, options) => builder.UseSqlite(SqliteConnectionString(options)));
                break;
        }

        services.AddSingleton<DatabaseMigrator>();
    }

    private static string SqliteConnectionString(ProvisioningOptions options) =>
        string.IsNullOrWhiteSpace(options.Database.ConnectionString)
            ? new SqliteConnectionStringBuilder { DataSource = Path.Combine(Path.GetFullPath(options.DataDirectory), "acs.db") }.ConnectionString
            : options.Database.ConnectionString;

    private static void Add<TContext>(IServiceCollection services, Action<DbContextOptionsBuilder, ProvisioningOptions> configure)
        where TContext : AcsDbContext
    {
        services.AddPooledDbContextFactory<TContext>((provider, builder) =>
        {
            configure(builder, provider.GetRequiredService<IOptions<ProvisioningOptions>>().Value);
            if (provider.GetService<SqlitePragmas>() is { } pragmas)
            {
                builder.AddInterceptors(pragmas);
            }
        });
        services.AddSingleton<IDbContextFactory<AcsDbContext>, AcsDbContextFactory<TContext>>();
    }
}
