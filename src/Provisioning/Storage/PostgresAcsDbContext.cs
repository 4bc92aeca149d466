using Microsoft.EntityFrameworkCore;

namespace Provisioning.Storage;

/// <summary>Carries the migrations for PostgreSQL.</summary>
public sealed class PostgresAcsDbContext(DbContextOptions<PostgresAcsDbContext> options) : AcsDbContext(options);
