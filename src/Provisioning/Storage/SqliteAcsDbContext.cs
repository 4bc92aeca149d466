using Microsoft.EntityFrameworkCore;

namespace Provisioning.Storage;

/// <summary>Carries the migrations for SQLite.</summary>
public sealed class SqliteAcsDbContext(DbContextOptions<SqliteAcsDbContext> options) : AcsDbContext(options);
