using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using Provisioning.Storage;
using Provisioning.Storage.Rows;

namespace Provisioning.Devices;

/// <summary>Credentials out of the database, kept while nothing writes to them. Unknown user names are not kept: they are anybody's to invent.</summary>
internal sealed class DeviceCredentials(IDbContextFactory<AcsDbContext> contexts, IGroupCommit commit, SecretBox secrets, TimeProvider time)
    : IDeviceCredentials, ICommitListener
{
    private const int MaxCached = 200_000;

    private readonly ConcurrentDictionary<string, (long RowId, DeviceCredential Credential)> _byUsername = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<DeviceId, (long RowId, bool Ever, bool Now)> _confirmed = new();
    private readonly ConcurrentDictionary<DeviceId, (long RowId, bool Confirmed)> _issued = new();

    public async ValueTask<DeviceCredential?> FindAsync(string username, CancellationToken cancellationToken)
    {
        if (_byUsername.TryGetValue(username, out var cached))
        {
            return cached.Credential;
        }

        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var found = await Joined(db).FirstOrDefaultAsync(
            f => f.Credential.Username == username || f.Device.EndpointId == username, cancellationToken);
        if (found is null)
        {
            return null;
        }

        var credential = new DeviceCredential(
            IdOf(found.Device), found.Credential.Username, secrets.Unprotect(found.Credential.ProtectedPassword), found.Credential.Confirmed);
        if (!string.Equals(found.Credential.Username, username, StringComparison.Ordinal))
        {
            // An endpoint id may move to another device without any credential changing: not kept.
            return credential;
        }

        Bound(_byUsername);
        _byUsername[username] = (found.Device.Id, credential);
        return credential;
    }

    /// <summary>Only full credentials count, and those are given where not everybody may come.</summary>
    public async ValueTask<bool> HasIssuedAsync(DeviceId id, CancellationToken cancellationToken)
    {
        if (_issued.TryGetValue(id, out var cached))
        {
            return cached.Confirmed;
        }

        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var found = (await OfAsync(db, id, cancellationToken)).FirstOrDefault();
        if (found is null)
        {
            return false;
        }

        Bound(_issued);
        // The answer to a write may have been lost with the process: whether the gateway has them is found out by asking. One that
        // has refused them every time is left alone.
        var issued = found.Credential is { WrittenAt: not null } or { WriteAttempts: < Conversations.Running.CredentialWork.MaxAttempts };
        _issued[id] = (found.Device.Id, issued);
        return issued;
    }

    public async ValueTask<bool> HasConfirmedAsync(DeviceId id, CancellationToken cancellationToken) =>
        (await UseOfAsync(id, cancellationToken)).Ever;

    public async ValueTask<bool> IsInUseAsync(DeviceId id, CancellationToken cancellationToken) =>
        (await UseOfAsync(id, cancellationToken)).Now;

    private async ValueTask<(bool Ever, bool Now)> UseOfAsync(DeviceId id, CancellationToken cancellationToken)
    {
        if (_confirmed.TryGetValue(id, out var cached))
        {
            return (cached.Ever, cached.Now);
        }

        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var all = await OfAsync(db, id, cancellationToken);

        // One that leaves the product class out may be any of them: it needs no less than each of them does.
        var found = all.Find(f => f.Device.ProductClass == id.ProductClass) ?? all.Find(f => f.Credential.Confirmed || f.Credential.EverConfirmed) ?? all.FirstOrDefault();
        if (found is null)
        {
            return (false, false);
        }

        Bound(_confirmed);
        var use = (Ever: found.Credential.Confirmed || found.Credential.EverConfirmed, Now: found.Credential.Confirmed);
        _confirmed[id] = (found.Device.Id, use.Ever, use.Now);
        return use;
    }

    public async ValueTask ConfirmAsync(DeviceId id, CancellationToken cancellationToken)
    {
        if (await IsInUseAsync(id, cancellationToken))
        {
            return;
        }

        var key = id.ToString();
        await commit.CommitAsync(async (db, token) =>
        {
            var device = await db.Devices.FirstOrDefaultAsync(d => d.Key == key, token);
            var row = device is null ? null : await db.DeviceCredentials.FindAsync([device.Id], token);
            if (row is { Confirmed: false })
            {
                (row.Confirmed, row.EverConfirmed) = (true, true);
                row.WrittenAt ??= time.GetUtcNow();
                db.DeviceEvents.Add(new DeviceEventRow
                {
                    DeviceId = device!.Id,
                    At = time.GetUtcNow(),
                    Kind = "device.credentials",
                    Text = "The device uses its own credentials from now on.",
                });
            }
        }, cancellationToken);
    }

    public void Committed(IReadOnlyDictionary<long, CommittedDevice> devices)
    {
        foreach (var (rowId, change) in devices)
        {
            if ((change.Aspects & (DeviceAspects.Credentials | DeviceAspects.Removed)) == DeviceAspects.None)
            {
                continue;
            }

            Drop(_byUsername, rowId, v => v.RowId);
            Drop(_confirmed, rowId, v => v.RowId);
            Drop(_issued, rowId, v => v.RowId);
        }
    }

    public void Missed()
    {
        _byUsername.Clear();
        _confirmed.Clear();
        _issued.Clear();
    }

    /// <summary>That of exactly this identity first.</summary>
    private static async Task<List<Found>> OfAsync(AcsDbContext db, DeviceId id, CancellationToken cancellationToken)
    {
        var all = await Joined(db)
            .Where(f => f.Device.Oui == id.Oui && f.Device.SerialNumber == id.SerialNumber
                && (f.Device.ProductClass == id.ProductClass || f.Device.ProductClass == "" || id.ProductClass == ""))
            .Take(16).ToListAsync(cancellationToken);
        return [.. all.OrderByDescending(f => f.Device.ProductClass == id.ProductClass)];
    }

    private static IQueryable<Found> Joined(AcsDbContext db) =>
        db.DeviceCredentials.AsNoTracking().Join(db.Devices.AsNoTracking(), c => c.DeviceId, d => d.Id, (c, d) => new Found { Credential = c, Device = d });

    private static DeviceId IdOf(DeviceRow row) => new(row.Oui, row.ProductClass, row.SerialNumber);

    private static void Bound<TKey, TValue>(ConcurrentDictionary<TKey, TValue> cache)
        where TKey : notnull
    {
        if (cache.Count >= MaxCached)
        {
            cache.Clear();
        }
    }

    private static void Drop<TKey, TValue>(ConcurrentDictionary<TKey, TValue> cache, long rowId, Func<TValue, long> rowOf)
        where TKey : notnull
    {
        foreach (var (key, value) in cache)
        {
            if (rowOf(value) == rowId)
            {
                cache.TryRemove(key, out _);
            }
        }
    }

    private sealed class Found
    {
        public required DeviceCredentialRow Credential { get; init; }

        public required DeviceRow Device { get; init; }
    }
}
