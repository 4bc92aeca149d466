using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.SqlServer.TransactSql.ScriptDom;
using Provisioning.Devices;
using Provisioning.Devices.Search;
using Provisioning.Storage;
using Provisioning.Storage.Rows;

namespace Provisioning.Tests.Persistence;

/// <summary>
/// SQL Server does not run where these tests run: its migrations and the server's queries are read by its own parser. With a
/// connection string in <c>ACS_TEST_SQLSERVER</c> they are carried out too.
/// </summary>
[TestFixture]
internal sealed class SqlServer_Tests
{
    private static SqlServerAcsDbContext Offline() => new SqlServerAcsDbContext(new DbContextOptionsBuilder<SqlServerAcsDbContext>().UseSqlServer("Server=none").Options);

    [TestCase(MigrationsSqlGenerationOptions.Default)]
    [TestCase(MigrationsSqlGenerationOptions.Idempotent)]
    public void The_migrations_are_sound_T_SQL(MigrationsSqlGenerationOptions options)
    {
        using var db = Offline();
        var script = db.GetService<IMigrator>().GenerateScript(options: options);
        var tree = (TSqlScript)Parse(script);
        Assert.That(script, Does.Contain("CREATE TABLE [Devices]"));
        Assert.That(tree.Batches, Has.Count.GreaterThan(3));
    }

    [Test]
    public void The_model_is_what_the_migrations_make()
    {
        using var db = Offline();
        Assert.That(db.Database.HasPendingModelChanges(), Is.False);
    }

    [TestCaseSource(nameof(Queries))]
    public void The_servers_queries_are_sound_T_SQL(Func<AcsDbContext, IQueryable> query)
    {
        using var db = Offline();
        Parse(query(db).ToQueryString());
    }

    [Test]
    public async Task Migrations_and_queries_are_carried_out()
    {
        if (Environment.GetEnvironmentVariable("ACS_TEST_SQLSERVER") is not { Length: > 0 } server)
        {
            Assert.Ignore("No SQL Server: set ACS_TEST_SQLSERVER to a connection string that may create databases.");
            return;
        }

        var own = new Microsoft.Data.SqlClient.SqlConnectionStringBuilder(server) { InitialCatalog = $"acs_{Guid.NewGuid():N}" }.ConnectionString;
        await using var db = new SqlServerAcsDbContext(new DbContextOptionsBuilder<SqlServerAcsDbContext>().UseSqlServer(own).Options);
        try
        {
            await db.Database.MigrateAsync();
            foreach (var query in Queries())
            {
                await foreach (var _ in ((IQueryable<object>)((Func<AcsDbContext, IQueryable>)query.Arguments[0]!)(db)).AsAsyncEnumerable())
                {
                    Assert.Fail("The database is empty.");
                }
            }
        }
        finally
        {
            await db.Database.EnsureDeletedAsync();
        }
    }

    private static IEnumerable<TestCaseData<Func<AcsDbContext, IQueryable>>> Queries()
    {
        var now = new DateTimeOffset(2026, 5, 4, 12, 0, 0, TimeSpan.Zero);
        yield return Query("device by identity", db => db.Devices.Where(d => d.Oui == "00D09E" && d.SerialNumber == "1").Take(16));
        yield return Query("workspace", db => db.Devices.AsNoTracking().Where(d => d.Id == 1)
            .Select(d => new { Row = d, Version = db.DeviceDocuments.Where(x => x.DeviceId == d.Id).Select(x => x.Version).FirstOrDefault() }));
        yield return Query("next operation", db => db.Operations
            .Where(o => o.DeviceId == 1 && (o.State == OperationState.Pending || (o.State == OperationState.Running && o.AcceptedAt == null)))
            .OrderBy(o => o.CreatedAt).ThenBy(o => o.Id).Take(1));
        yield return Query("sweep", db => db.Devices
            .Where(d => d.Id > 5 && d.Status == DeviceStatus.Active
                && (d.Convergence == ConvergenceState.Pending || db.Operations.Any(o => o.DeviceId == d.Id && o.State == OperationState.Pending)))
            .OrderBy(d => d.Id).Take(500));
        yield return Query("feed", db => db.DeviceChanges.Where(c => c.Node == "n" && c.Id > 7).OrderBy(c => c.Id).Take(2000));
        yield return Query("lease", db => db.Leases.Where(l => l.DeviceId == 1 && (l.Owner == "" || l.ExpiresAt <= now)));
        yield return Query("history", db => db.ConversationLines.Where(l => l.At < now).OrderBy(l => l.Id).Take(2000));
        foreach (var search in (string[])["camera", "serial:\"a b\" AND NOT tag:beta", "lastContact>7d OR version=1.2", "mac:3c AND (manufacturer:x%_ OR protocol:usp)"])
        {
            yield return Query($"search {search}", db => Search(db, search, now).OrderBy(d => d.Id).Take(50));
        }
    }

    private static IQueryable<DeviceRow> Search(AcsDbContext db, string text, DateTimeOffset now)
    {
        var tree = SearchParser.Parse(text, out var error) ?? throw new AssertionException($"{text}: {error}");
        return DeviceSearch.ApplyAsync(db, tree, now, CancellationToken.None).GetAwaiter().GetResult();
    }

    private static TestCaseData<Func<AcsDbContext, IQueryable>> Query(string name, Func<AcsDbContext, IQueryable> query) =>
        new TestCaseData<Func<AcsDbContext, IQueryable>>(query).SetArgDisplayNames(name);

    private static TSqlFragment Parse(string sql)
    {
        var tree = new TSql160Parser(initialQuotedIdentifiers: true).Parse(new StringReader(sql), out var errors);
        Assert.That(errors.Select(e => $"line {e.Line}: {e.Message}"), Is.Empty, sql);
        return tree;
    }
}
