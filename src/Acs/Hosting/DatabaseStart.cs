using Microsoft.EntityFrameworkCore;
using Provisioning.Storage;

namespace Acs.Hosting;

/// <summary>Brings the database up to date before anybody is served; EF Core's migration lock keeps several nodes apart.</summary>
internal static class DatabaseStart
{
    public static async Task RunAsync(IServiceProvider services, CancellationToken cancellationToken)
    {
        await using var db = await services.GetRequiredService<IDbContextFactory<AcsDbContext>>().CreateDbContextAsync(cancellationToken);
        if (db.Database.GetMigrations().Any())
        {
            await db.Database.MigrateAsync(cancellationToken);
        }
        else
        {
            await db.Database.EnsureCreatedAsync(cancellationToken);
        }
    }
}
