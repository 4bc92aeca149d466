namespace Provisioning.Storage;

/// <summary><c>Acs:Database</c>.</summary>
public sealed class DatabaseOptions
{
    /// <summary><c>Sqlite</c>, <c>SqlServer</c> or <c>PostgreSql</c>.</summary>
    public DatabaseProvider Provider { get; set; }

    /// <summary>Empty with SQLite: <c>acs.db</c> in the data directory.</summary>
    public string ConnectionString { get; set; } = "";
}
