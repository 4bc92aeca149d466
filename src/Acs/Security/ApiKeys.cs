using Microsoft.EntityFrameworkCore;
using Provisioning.Storage;

namespace Acs.Security;

/// <summary>Answers whose key this is. Reads the keys again every few seconds, so a revoked key dies soon, on every node.</summary>
internal sealed class ApiKeys(IDbContextFactory<AcsDbContext> database, TimeProvider time)
{
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(5);

    private volatile Snapshot _snapshot = new(DateTimeOffset.MinValue, []);

    public async ValueTask<KnownKey?> FindAsync(string key, CancellationToken cancellationToken)
    {
        if (key.Length is 0 or > KeyHash.MaxKeyLength)
        {
            return null;
        }

        var hash = KeyHash.Of(key);
        KnownKey? found = null;
        foreach (var known in await KeysAsync(cancellationToken))
        {
            // No early end: how long it takes says nothing about which key it was near.
            found = KeyHash.Same(known.Hash, hash) ? known : found;
        }

        return found;
    }

    /// <summary>For a session: whether the key that opened it still stands.</summary>
    public async ValueTask<bool> StandsAsync(Guid id, CancellationToken cancellationToken) =>
        (await KeysAsync(cancellationToken)).Any(k => k.Id == id);

    public void Forget() => _snapshot = new(DateTimeOffset.MinValue, []);

    private async ValueTask<IReadOnlyList<KnownKey>> KeysAsync(CancellationToken cancellationToken)
    {
        var snapshot = _snapshot;
        var now = time.GetUtcNow();
        if (now - snapshot.ReadAt < Fresh)
        {
            return snapshot.Keys;
        }

        await using var db = await database.CreateDbContextAsync(cancellationToken);
        var keys = await db.ApiKeys.Select(k => new KnownKey(k.Id, k.Name, k.Hash)).ToListAsync(cancellationToken);
        _snapshot = new Snapshot(now, keys);
        return keys;
    }

    private sealed record Snapshot(DateTimeOffset ReadAt, IReadOnlyList<KnownKey> Keys);
}
