using Microsoft.EntityFrameworkCore;

namespace Provisioning.Storage;

/// <summary>Carries the migrations for SQL Server.</summary>
public sealed class SqlServerAcsDbContext(DbContextOptions<SqlServerAcsDbContext> options) : AcsDbContext(options);
