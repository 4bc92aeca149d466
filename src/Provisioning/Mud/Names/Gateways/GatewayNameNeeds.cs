using Microsoft.EntityFrameworkCore;
using Provisioning.Devices;
using Provisioning.Storage;
using Provisioning.Storage.Rows;

namespace Provisioning.Mud.Names.Gateways;

/// <summary>Which names each gateway's hosts need. Some thousand gateways a round, round and round.</summary>
internal sealed class GatewayNameNeeds(IDbContextFactory<AcsDbContext> contexts, IGroupCommit commit, TimeProvider time)
{
    /// <summary>Names that one gateway is asked for: each costs it two sessions over CWMP.</summary>
    public const int MaxNames = 64;

    private const int Page = 200;
    private const int Pages = 25;

    private readonly NameUse _use = new();
    private long _last;

    public async Task FindAsync(CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var names = (await _use.ReadAsync(db, cancellationToken))
            .SelectMany(u => u.Value.Select(url => (Url: url, Name: u.Key))).ToLookup(u => u.Url, u => u.Name, StringComparer.Ordinal);
        for (var page = 0; page < Pages; page++)
        {
            var after = _last;
            var devices = await db.Devices.AsNoTracking()
                .Where(d => d.Id > after && d.Status == DeviceStatus.Active && (db.Hosts.Any(h => h.DeviceId == d.Id && h.MudUrl != null) || db.GatewayNames.Any(n => n.DeviceId == d.Id)))
                .OrderBy(d => d.Id).Select(d => d.Id).Take(Page).ToListAsync(cancellationToken);
            await FindAsync(db, devices, names, cancellationToken);
            _last = devices.Count < Page ? 0 : devices[^1];
            if (devices.Count < Page)
            {
                return;
            }
        }
    }

    private async Task FindAsync(AcsDbContext db, IReadOnlyList<long> devices, ILookup<string, string> names, CancellationToken cancellationToken)
    {
        var hosts = (await db.Hosts.Where(h => devices.Contains(h.DeviceId) && h.MudUrl != null && h.Mode == MudMode.Enforce)
            .Select(h => new { h.DeviceId, Url = h.MudUrl! }).Distinct().ToListAsync(cancellationToken)).ToLookup(h => h.DeviceId, h => h.Url);
        var known = (await db.GatewayNames.Where(n => devices.Contains(n.DeviceId)).Select(n => new { n.DeviceId, n.Name }).ToListAsync(cancellationToken))
            .Select(n => (n.DeviceId, n.Name)).ToHashSet();
        var wanted = devices.SelectMany(d => hosts[d].SelectMany(u => names[u]).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).Take(MaxNames).Select(n => (DeviceId: d, Name: n)))
            .ToHashSet();
        if (!wanted.SetEquals(known))
        {
            await WriteAsync([.. wanted.Except(known)], [.. known.Except(wanted)], cancellationToken);
        }
    }

    private Task WriteAsync(
        IReadOnlyList<(long DeviceId, string Name)> added, IReadOnlyList<(long DeviceId, string Name)> gone, CancellationToken cancellationToken) =>
        commit.CommitAsync(
            async (db, token) =>
            {
                foreach (var device in gone.GroupBy(g => g.DeviceId))
                {
                    var names = device.Select(g => g.Name).ToList();
                    await db.GatewayNames.Where(n => n.DeviceId == device.Key && names.Contains(n.Name)).ExecuteDeleteAsync(token);
                }

                foreach (var (device, name) in added)
                {
                    if (await db.GatewayNames.FindAsync([device, name], token) is null) // Another node may have been faster.
                    {
                        db.GatewayNames.Add(new GatewayNameRow { DeviceId = device, Name = name, DueAt = time.GetUtcNow() });
                    }
                }
            },
            cancellationToken);
}
