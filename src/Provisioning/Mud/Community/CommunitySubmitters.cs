using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Provisioning.Storage;
using Provisioning.Storage.Rows;

namespace Provisioning.Mud.Community;

/// <summary>Who may submit profiles with a key of the own, and nothing else.</summary>
public sealed class CommunitySubmitters(IDbContextFactory<AcsDbContext> contexts, IGroupCommit commit, TimeProvider time)
{
    private const int LongestKey = 256;
    private const int KeyBytes = 32;

    /// <returns>The submitter and the key, which is not kept.</returns>
    public async Task<(CommunitySubmitterRow Submitter, string Key)> AddAsync(string name, string author, CancellationToken cancellationToken)
    {
        var key = "sub_" + Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(KeyBytes));
        var now = time.GetUtcNow();
        var row = new CommunitySubmitterRow { Id = Guid.CreateVersion7(now), Name = name, Hash = HashOf(key), AddedBy = author, AddedAt = now };
        await commit.CommitAsync(
            (db, _) =>
            {
                db.CommunitySubmitters.Add(row);
                Tell(db, $"{author} gives {name} a key to submit profiles.");
                return Task.CompletedTask;
            },
            cancellationToken);
        return (row, key);
    }

    /// <summary>The key opens nothing any more. What was submitted with it stays, and counts.</summary>
    /// <returns>False: there is none, or it was revoked before.</returns>
    public async Task<bool> RevokeAsync(Guid id, string author, CancellationToken cancellationToken)
    {
        var revoked = false;
        await commit.CommitAsync(
            async (db, token) =>
            {
                var row = await db.CommunitySubmitters.FirstOrDefaultAsync(s => s.Id == id && s.RevokedAt == null, token);
                revoked = row is not null;
                if (row is not null)
                {
                    (row.RevokedAt, row.RevokedBy) = (time.GetUtcNow(), author);
                    Tell(db, $"{author} takes {row.Name}'s key to submit profiles back.");
                }
            },
            cancellationToken);
        return revoked;
    }

    /// <returns>Null: nobody's.</returns>
    public async Task<CommunitySubmitterRow?> FindAsync(string key, CancellationToken cancellationToken)
    {
        if (key.Length > LongestKey || !key.StartsWith("sub_", StringComparison.Ordinal))
        {
            return null;
        }

        // Looked up by the hash of 256 random bits: how long the index takes tells nothing of a key.
        var hash = HashOf(key);
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.CommunitySubmitters.AsNoTracking().FirstOrDefaultAsync(s => s.Hash == hash && s.RevokedAt == null, cancellationToken);
    }

    private void Tell(AcsDbContext db, string text) => db.DeviceEvents.Add(new DeviceEventRow { At = time.GetUtcNow(), Kind = "mud.profile", Text = text });

    private static string HashOf(string key) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(key)));
}
