using Acs.Hosting;
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
            var migrator = app.Services.GetRequiredService<DatabaseMigrator>();
            if (script)
            {
                await output.WriteLineAsync(migrator.Script());
                return CommandLine.Done;
            }

            var applied = await migrator.MigrateAsync(cancellationToken);
            await output.WriteLineAsync(applied.Count == 0 ? "The database is up to date." : $"Applied: {string.Join(", ", applied)}.");
            return CommandLine.Done;
        }
        catch (StartException e)
        {
            await StartReport.WriteAsync(e, error);
            return CommandLine.Failed;
        }
        catch (Exception e) when (e is System.Data.Common.DbException or InvalidOperationException or ArgumentException or IOException)
        {
            await error.WriteLineAsync($"Acs:Database: the database could not be brought up to date: {e.GetBaseException().Message}");
            return CommandLine.Failed;
        }
    }
}
