using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Provisioning.Storage;
using Provisioning.Storage.Rows;

namespace Provisioning.Devices;

internal sealed class ServerSecrets(IDbContextFactory<AcsDbContext> contexts, SecretBox box) : IServerSecrets
{
    public async Task<byte[]> GetOrCreateAsync(string name, CancellationToken cancellationToken)
    {
        if (await FindAsync(name, cancellationToken) is { } found)
        {
            return found;
        }

        var made = RandomNumberGenerator.GetBytes(32);
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        db.ServerSecrets.Add(new ServerSecretRow { Name = name, ProtectedValue = box.Protect(Convert.ToBase64String(made)) });
        try
        {
            await db.SaveChangesAsync(cancellationToken);
            return made;
        }
        catch (DbUpdateException failure)
        {
            // Another node was faster: its secret is everybody's.
            return await FindAsync(name, cancellationToken) ?? throw new InvalidOperationException($"The server's secret {name} can neither be stored nor read.", failure);
        }
    }

    private async Task<byte[]?> FindAsync(string name, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var row = await db.ServerSecrets.AsNoTracking().FirstOrDefaultAsync(s => s.Name == name, cancellationToken);
        return row is null ? null : Convert.FromBase64String(box.Unprotect(row.ProtectedValue));
    }
}
