using Microsoft.EntityFrameworkCore;

namespace Provisioning.Storage;

/// <summary>Hands out the configured provider's context under its common name.</summary>
internal sealed class AcsDbContextFactory<TContext>(IDbContextFactory<TContext> inner) : IDbContextFactory<AcsDbContext>
    where TContext : AcsDbContext
{
    public AcsDbContext CreateDbContext() => inner.CreateDbContext();

    public async Task<AcsDbContext> CreateDbContextAsync(CancellationToken cancellationToken = default) =>
        await inner.CreateDbContextAsync(cancellationToken);
}
