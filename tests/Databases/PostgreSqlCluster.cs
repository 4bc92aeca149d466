using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using Provisioning.Storage;

namespace Databases;

/// <summary>
/// A PostgreSQL server of the tests' own, from Debian's package: in a temporary directory, on a free port, run by an unprivileged
/// user since it refuses root, gone afterwards. One for all tests of a project; each test has a database of its own.
/// </summary>
public sealed class PostgreSqlCluster : IDisposable
{
    private const string User = "acs";

    private static readonly Lock _lock = new();
    private static PostgreSqlCluster? _shared;

    private readonly DirectoryInfo _directory;
    private readonly Process _server;
    private readonly int _port;
    private string? _template;

    private PostgreSqlCluster(string binaries)
    {
        _directory = Directory.CreateTempSubdirectory("acs-postgres-");
        if (Environment.IsPrivilegedProcess)
        {
            Run("chown", ["postgres", _directory.FullName]);
        }

        var data = Path.Combine(_directory.FullName, "data");
        Run(Path.Combine(binaries, "initdb"), ["-D", data, "-U", User, "-A", "trust", "-E", "UTF8", "--no-sync", "--locale=C"], unprivileged: true);
        _port = FreePort();
        _server = Start(
            Path.Combine(binaries, "postgres"),
            ["-D", data, "-p", $"{_port}", "-c", "listen_addresses=127.0.0.1", "-c", $"unix_socket_directories={_directory.FullName}", "-c", "fsync=off", "-c", "max_connections=200"],
            unprivileged: true);
        WaitUntilReady();
    }

    /// <summary>The connection string of a new, empty database. The test is skipped, and says so, where there is no PostgreSQL.</summary>
    public static string NewDatabase() => New(migrated: false);

    /// <summary>The same with all migrations in it, a copy of one that was made once.</summary>
    public static string NewMigratedDatabase() => New(migrated: true);

    private static string New(bool migrated)
    {
        lock (_lock)
        {
            if (_shared is null)
            {
                if (Binaries() is not { } binaries)
                {
                    Assert.Ignore("PostgreSQL is not installed here (/usr/lib/postgresql/*/bin/initdb).");
                    return "";
                }

                _shared = new PostgreSqlCluster(binaries);
            }

            return migrated ? _shared.Create(_shared.Template()) : _shared.Create("template1");
        }
    }

    public static void Stop()
    {
        lock (_lock)
        {
            _shared?.Dispose();
            _shared = null;
        }
    }

    public void Dispose()
    {
        NpgsqlConnection.ClearAllPools();
        _server.Kill(entireProcessTree: true);
        _server.WaitForExit();
        _server.Dispose();
        _directory.Delete(recursive: true);
    }

    private static string? Binaries() =>
        Directory.Exists("/usr/lib/postgresql")
            ? Directory.GetDirectories("/usr/lib/postgresql").Select(d => Path.Combine(d, "bin")).Order(StringComparer.Ordinal)
                .LastOrDefault(d => File.Exists(Path.Combine(d, "initdb")))
            : null;

    /// <summary>Nobody may be connected to what is copied.</summary>
    private string Template()
    {
        if (_template is null)
        {
            var database = Create("template1");
            using (var db = new PostgresAcsDbContext(new DbContextOptionsBuilder<PostgresAcsDbContext>().UseNpgsql($"{database};Pooling=false").Options))
            {
                db.Database.Migrate();
            }

            _template = new NpgsqlConnectionStringBuilder(database).Database;
        }

        return _template!;
    }

    private string Create(string template)
    {
        var name = $"acs_{Guid.NewGuid():N}";
        using var connection = new NpgsqlConnection(ConnectionString("postgres"));
        connection.Open();
        using var command = new NpgsqlCommand($"CREATE DATABASE {name} TEMPLATE {template}", connection);
        command.ExecuteNonQuery();
        return ConnectionString(name);
    }

    private string ConnectionString(string database) => $"Host=127.0.0.1;Port={_port};Username={User};Database={database};Maximum Pool Size=30";

    private void WaitUntilReady()
    {
        var began = Stopwatch.StartNew();
        while (true)
        {
            try
            {
                using var connection = new NpgsqlConnection(ConnectionString("postgres") + ";Pooling=false");
                connection.Open();
                return;
            }
            catch (NpgsqlException) when (!_server.HasExited && began.Elapsed < TimeSpan.FromSeconds(60))
            {
                // It recovers, or has not bound its port yet.
                _server.WaitForExit(TimeSpan.FromMilliseconds(100));
            }
        }
    }

    private static Process Start(string program, IEnumerable<string> arguments, bool unprivileged)
    {
        string[] command = unprivileged && Environment.IsPrivilegedProcess
            ? ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups", program, .. arguments]
            : [program, .. arguments];
        var start = new ProcessStartInfo(command[0]) { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false, WorkingDirectory = "/tmp" };
        foreach (var argument in command.Skip(1))
        {
            start.ArgumentList.Add(argument);
        }

        var process = Process.Start(start) ?? throw new InvalidOperationException($"{program} did not start.");
        process.OutputDataReceived += (_, _) => { };
        process.ErrorDataReceived += (_, _) => { };
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return process;
    }

    private static void Run(string program, IEnumerable<string> arguments, bool unprivileged = false)
    {
        using var process = Start(program, arguments, unprivileged);
        process.WaitForExit();
        Assert.That(process.ExitCode, Is.Zero, program);
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
