using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Provisioning.Storage;
using Provisioning.Storage.Rows;

namespace Provisioning.Mud.Modes;

/// <summary>Links by which a subscriber, without a login, sees what is done in the home and opts out or in.</summary>
public sealed class SubscriberLinks(IDbContextFactory<AcsDbContext> contexts, IGroupCommit commit, TimeProvider time)
{
    /// <summary>Links of one home that answer; another ends the oldest.</summary>
    public const int MaxOfHome = 10;

    private const int TokenBytes = 24;

    /// <summary>How long a link answers, unless it is said otherwise.</summary>
    public static readonly TimeSpan Life = TimeSpan.FromDays(14);

    /// <returns>The link's secret, which is not kept.</returns>
    public async Task<(string Token, DateTimeOffset ExpiresAt)> CreateAsync(long deviceId, TimeSpan life, string author, CancellationToken cancellationToken)
    {
        var (now, token) = (time.GetUtcNow(), Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(TokenBytes)));
        await commit.CommitAsync(
            async (db, stop) =>
            {
                await db.SubscriberLinks.Where(l => l.DeviceId == deviceId && l.ExpiresAt <= now).ExecuteDeleteAsync(stop);
                var standing = await db.SubscriberLinks.Where(l => l.DeviceId == deviceId).OrderByDescending(l => l.At).ToListAsync(stop);
                db.SubscriberLinks.RemoveRange(standing.Skip(MaxOfHome - 1));
                db.SubscriberLinks.Add(new SubscriberLinkRow { TokenHash = HashOf(token), DeviceId = deviceId, Author = author, At = now, ExpiresAt = now + life });
                db.DeviceEvents.Add(new DeviceEventRow { DeviceId = deviceId, At = now, Kind = "mud.mode", Text = $"{author} makes a link for the subscriber to choose by." });
            },
            cancellationToken);
        return (token, now + life);
    }

    /// <returns>Null: there is no such link, or its time is over.</returns>
    public async Task<SubscriberLinkRow?> FindAsync(string token, CancellationToken cancellationToken)
    {
        var (hash, now) = (HashOf(token), time.GetUtcNow());
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.SubscriberLinks.AsNoTracking().FirstOrDefaultAsync(l => l.TokenHash == hash && l.ExpiresAt > now, cancellationToken);
    }

    private static string HashOf(string token) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(token)));
}
