using System.Collections.Concurrent;
using System.Net;
using Microsoft.EntityFrameworkCore;
using Provisioning.Devices;
using Provisioning.Storage;
using Provisioning.Storage.Rows;

namespace Provisioning.Conversations.Running;

internal sealed class ReachRecords(IDbContextFactory<AcsDbContext> contexts, IGroupCommit commit, SecretBox secrets, TimeProvider time) : IReachRecords
{
    private const int MaxCached = 50_000;

    /// <summary>STUN credentials never change while their row lives; the row is looked at again when the binding is written.</summary>
    private readonly ConcurrentDictionary<string, (long DeviceId, string Password)> _stun = new(StringComparer.Ordinal);

    public async ValueTask<(long DeviceId, string Password)?> FindStunAsync(string username, CancellationToken cancellationToken)
    {
        if (_stun.TryGetValue(username, out var cached))
        {
            return cached;
        }

        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var row = await db.DeviceReach.AsNoTracking().FirstOrDefaultAsync(r => r.StunUsername == username, cancellationToken);
        if (row?.ProtectedStunPassword is not { } password)
        {
            return null;
        }

        if (_stun.Count >= MaxCached)
        {
            _stun.Clear();
        }

        return _stun[username] = (row.DeviceId, secrets.Unprotect(password));
    }

    public Task BoundAsync(long deviceId, IPEndPoint binding, CancellationToken cancellationToken) => commit.CommitAsync(async (db, token) =>
    {
        if (await db.DeviceReach.FindAsync([deviceId], token) is { } row)
        {
            (row.UdpBinding, row.UdpBindingAt) = (binding.ToString(), time.GetUtcNow());
        }
    }, cancellationToken);

    public Task WokenAsync(long deviceId, string way, CancellationToken cancellationToken) => commit.CommitAsync(async (db, token) =>
    {
        if (await db.DeviceReach.FindAsync([deviceId], token) is not { } row)
        {
            if (!await db.Devices.AnyAsync(d => d.Id == deviceId, token))
            {
                return;
            }

            row = new DeviceReachRow { DeviceId = deviceId };
            db.DeviceReach.Add(row);
        }

        (row.Way, row.WayAt) = (way, time.GetUtcNow());
    }, cancellationToken);
}
