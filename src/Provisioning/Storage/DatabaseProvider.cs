namespace Provisioning.Storage;

public enum DatabaseProvider
{
    Sqlite,
    SqlServer,
    PostgreSql,
}
