using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;

namespace Provisioning.Storage;

/// <summary>
/// What <c>dotnet ef</c> needs to write migrations; no database is reached. After a change of the model, for each provider:
/// <code>
/// for p in Sqlite SqlServer Postgres; do dotnet ef migrations add NAME -p src/Provisioning -c ${p}AcsDbContext -o Storage/Migrations/$p; done
/// </code>
/// </summary>
internal sealed class DesignTimeContexts :
    IDesignTimeDbContextFactory<SqliteAcsDbContext>,
    IDesignTimeDbContextFactory<SqlServerAcsDbContext>,
    IDesignTimeDbContextFactory<PostgresAcsDbContext>
{
    SqliteAcsDbContext IDesignTimeDbContextFactory<SqliteAcsDbContext>.CreateDbContext(string[] args) =>
        new(new DbContextOptionsBuilder<SqliteAcsDbContext>().UseSqlite("Data Source=:memory:").Options);

    SqlServerAcsDbContext IDesignTimeDbContextFactory<SqlServerAcsDbContext>.CreateDbContext(string[] args) =>
        new(new DbContextOptionsBuilder<SqlServerAcsDbContext>().UseSqlServer("Server=none").Options);

    PostgresAcsDbContext IDesignTimeDbContextFactory<PostgresAcsDbContext>.CreateDbContext(string[] args) =>
        new(new DbContextOptionsBuilder<PostgresAcsDbContext>().UseNpgsql("Host=none").Options);
}
