using System.Data.Common;
using System.Runtime.CompilerServices;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore.Diagnostics;
using SQLitePCL;

namespace Provisioning.Storage;

/// <summary>
/// Makes SQLite keep its word: WAL, so that readers never wait for the writer; FULL, so that a commit is on disk when it
/// returns; and a wait instead of an error while another process writes.
/// </summary>
internal sealed class SqlitePragmas : DbConnectionInterceptor
{
    private const string Pragmas = "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA busy_timeout=10000; PRAGMA foreign_keys=ON;";

    // They belong to the native connection, which the pool hands out again and again.
    private readonly ConditionalWeakTable<sqlite3, string> _done = [];

    public override void ConnectionOpened(DbConnection connection, ConnectionEndEventData eventData)
    {
        if (!_done.TryGetValue(Native(connection), out _))
        {
            using var command = connection.CreateCommand();
            command.CommandText = Pragmas;
            command.ExecuteNonQuery();
            _done.AddOrUpdate(Native(connection), Pragmas);
        }
    }

    public override async Task ConnectionOpenedAsync(
        DbConnection connection, ConnectionEndEventData eventData, CancellationToken cancellationToken = default)
    {
        if (!_done.TryGetValue(Native(connection), out _))
        {
            await using var command = connection.CreateCommand();
            command.CommandText = Pragmas;
            await command.ExecuteNonQueryAsync(cancellationToken);
            _done.AddOrUpdate(Native(connection), Pragmas);
        }
    }

    private static sqlite3 Native(DbConnection connection) =>
        ((SqliteConnection)connection).Handle ?? throw new InvalidOperationException("An open connection has a handle.");
}
