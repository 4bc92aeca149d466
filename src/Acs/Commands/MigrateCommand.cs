using Acs.Hosting;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Provisioning.Storage;

namespace Acs.Commands;

/// <summary>Brings the database of the configured provider up to date, or prints the SQL that would.</summary>
internal static class MigrateCommand
{
    public static async Task<int> RunAsync(string[] args, TextWriter output, TextWriter error, CancellationToken cancellationToken)
    {
        var script = args.Contains("--script", StringComparer.Ordinal);
        try
        {
            await using var app = AcsServer.Build([.. args.Where(a => a != "--script")]);
            await using var scope = app.Services.CreateAsyncScope();
            await using var db = await scope.ServiceProvider.GetRequiredService<IDbContextFactory<AcsDbContext>>().CreateDbContextAsync(cancellationToken);
            if (script)
            {
                await output.WriteLineAsync(db.GetService<IMigrator>().GenerateScript(options: MigrationsSqlGenerationOptions.Idempotent & ~Unsupported(db)));
                return CommandLine.Done;
            }

            var pending = (await db.Database.GetPendingMigrationsAsync(cancellationToken)).ToList();
            await db.Database.MigrateAsync(cancellationToken);
            await output.WriteLineAsync(pending.Count == 0 ? "The database is up to date." : $"Applied: {string.Join(", ", pending)}.");
            return CommandLine.Done;
        }
        catch (StartException e)
        {
            await StartReport.WriteAsync(e, error);
            return CommandLine.Failed;
        }
        catch (Exception e) when (e is System.Data.Common.DbException or InvalidOperationException or IOException)
        {
            await error.WriteLineAsync($"The database could not be brought up to date: {e.GetBaseException().Message}");
            return CommandLine.Failed;
        }
    }

    /// <summary>SQLite knows no conditional SQL, so its script starts from an empty database.</summary>
    private static MigrationsSqlGenerationOptions Unsupported(AcsDbContext db) =>
        db.Database.IsSqlite() ? MigrationsSqlGenerationOptions.Idempotent : MigrationsSqlGenerationOptions.Default;
}
