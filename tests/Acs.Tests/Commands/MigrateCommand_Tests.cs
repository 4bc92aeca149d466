using Acs.Commands;
using Databases;
using Microsoft.Data.Sqlite;
using Microsoft.SqlServer.TransactSql.ScriptDom;
using Npgsql;

namespace Acs.Tests.Commands;

/// <summary><c>acs migrate</c> and <c>acs migrate --script</c> for each provider, as an operator runs them.</summary>
public sealed class MigrateCommand_Tests
{
    private DirectoryInfo _directory = null!;

    [SetUp]
    public void MakeDirectory() => _directory = Directory.CreateTempSubdirectory("acs-migrate-");

    [TearDown]
    public void RemoveDirectory()
    {
        SqliteConnection.ClearAllPools();
        _directory.Delete(recursive: true);
    }

    [Test]
    public async Task A_SQLite_file_is_made_and_then_is_up_to_date()
    {
        Assert.That((await RunAsync()).Output, Does.Contain("Applied:").And.Contain("Initial"));
        Assert.That((await RunAsync()).Output, Does.Contain("up to date"));
    }

    [Test]
    public async Task The_script_for_SQLite_makes_the_same_tables()
    {
        await RunAsync();
        var script = (await RunAsync("--script")).Output;
        await using var byHand = new SqliteConnection("Data Source=:memory:");
        await byHand.OpenAsync();
        await using var command = new SqliteCommand(script, byHand);
        await command.ExecuteNonQueryAsync();

        await using var migrated = new SqliteConnection($"Data Source={Path.Combine(_directory.FullName, "acs.db")}");
        await migrated.OpenAsync();
        Assert.That(await TablesAsync(byHand), Is.EqualTo(await TablesAsync(migrated)));
    }

    [Test]
    public async Task PostgreSQL_is_brought_up_to_date_by_the_command_or_by_its_script()
    {
        string[] database = ["--Acs:Database:Provider=PostgreSql", $"--Acs:Database:ConnectionString={PostgreSqlCluster.NewDatabase()}"];
        Assert.That((await RunAsync(database)).Output, Does.Contain("Applied:"));
        Assert.That((await RunAsync(database)).Output, Does.Contain("up to date"));

        var other = PostgreSqlCluster.NewDatabase();
        string[] empty = ["--Acs:Database:Provider=PostgreSql", $"--Acs:Database:ConnectionString={other}"];
        var script = (await RunAsync([.. empty, "--script"])).Output;
        await using var connection = new NpgsqlConnection(other);
        await connection.OpenAsync();
        for (var twice = 0; twice < 2; twice++)
        {
            await using var command = new NpgsqlCommand(script, connection);
            await command.ExecuteNonQueryAsync();
        }

        Assert.That((await RunAsync(empty)).Output, Does.Contain("up to date"), "the script leaves nothing to do, and does no harm again");
    }

    [Test]
    public async Task The_script_for_SQL_Server_is_sound_and_needs_no_server()
    {
        var (code, script, _) = await RunAsync("--script", "--Acs:Database:Provider=SqlServer", "--Acs:Database:ConnectionString=Server=none.invalid");
        Assert.That(code, Is.Zero);
        new TSql160Parser(initialQuotedIdentifiers: true).Parse(new StringReader(script), out var errors);
        Assert.That(errors.Select(e => $"line {e.Line}: {e.Message}"), Is.Empty);
        Assert.That(script, Does.Contain("CREATE TABLE [Devices]").And.Contain("IF NOT EXISTS"));
    }

    [Test]
    public async Task A_database_that_does_not_answer_is_said_with_its_key()
    {
        var (code, _, error) = await RunAsync(
            "--Acs:Database:Provider=PostgreSql", $"--Acs:Database:ConnectionString=Host=127.0.0.1;Port={Hosting.RunningServer.FreePort()};Timeout=2");
        Assert.That(code, Is.EqualTo(1));
        Assert.That(error, Does.Contain("Acs:Database").And.Not.Contain("   at "));
    }

    private async Task<(int Code, string Output, string Error)> RunAsync(params string[] args)
    {
        await using var output = new StringWriter();
        await using var error = new StringWriter();
        var code = await CommandLine.RunAsync(["migrate", $"--Acs:DataDirectory={_directory.FullName}", .. args], output, error, CancellationToken.None);
        return (code, output.ToString(), error.ToString());
    }

    private static async Task<List<string>> TablesAsync(SqliteConnection connection)
    {
        await using var command = new SqliteCommand("SELECT sql FROM sqlite_master WHERE sql IS NOT NULL AND name NOT LIKE '__EFMigrationsLock' ORDER BY name", connection);
        await using var reader = await command.ExecuteReaderAsync();
        var tables = new List<string>();
        while (await reader.ReadAsync())
        {
            tables.Add(reader.GetString(0).ReplaceLineEndings(" "));
        }

        return tables;
    }
}
