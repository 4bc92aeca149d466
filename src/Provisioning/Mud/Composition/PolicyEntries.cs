using Microsoft.EntityFrameworkCore;
using Provisioning.Devices;
using Provisioning.Jobs;
using Provisioning.Storage;
using Provisioning.Storage.Rows;

namespace Provisioning.Mud.Composition;

/// <summary>Says, takes back and ends what ISP and subscribers say about hosts' packets, and has the gateways compiled again.</summary>
public sealed class PolicyEntries(IGroupCommit commit, IWorkSignal signal, TimeProvider time)
{
    private const int Page = 500;

    /// <summary>Of one home: more is a mistake or an attack.</summary>
    public const int MaxOfHome = 500;

    /// <summary>Of the ISP for every home.</summary>
    public const int MaxOfIsp = 500;

    /// <returns>False: there are too many already.</returns>
    public async Task<bool> AddAsync(IReadOnlyList<PolicyEntryRow> rows, CancellationToken cancellationToken)
    {
        var added = false;
        await commit.CommitAsync(async (db, token) => added = await AddAsync(db, rows, token), cancellationToken);
        if (added)
        {
            Signal(rows);
        }

        return added;
    }

    /// <summary>Within somebody's commit, who raises <see cref="IWorkSignal.FirewallDirty"/> after it.</summary>
    /// <returns>False: there are too many already, and nothing is added.</returns>
    internal async Task<bool> AddAsync(AcsDbContext db, IReadOnlyList<PolicyEntryRow> rows, CancellationToken cancellationToken)
    {
        foreach (var scope in rows.GroupBy(r => r.DeviceId))
        {
            var there = await Standing(db).CountAsync(e => e.DeviceId == scope.Key, cancellationToken);
            if (there + scope.Count() > (scope.Key is null ? MaxOfIsp : MaxOfHome))
            {
                return false;
            }
        }

        foreach (var row in rows)
        {
            db.PolicyEntries.Add(row);
            Tell(db, row, $"{row.Author} {Describe(row)}");
            await MarkDirtyAsync(db, row, cancellationToken);
        }

        return true;
    }

    /// <returns>False: there is no such entry in that place, or it has ended.</returns>
    public async Task<bool> EndAsync(Guid id, long? deviceId, string? mac, string author, CancellationToken cancellationToken)
    {
        var ended = false;
        await commit.CommitAsync(
            async (db, token) =>
            {
                var row = await Standing(db).FirstOrDefaultAsync(e => e.Id == id && e.DeviceId == deviceId && (mac == null || e.Mac == mac), token);
                ended = row is not null;
                if (row is not null)
                {
                    await EndAsync(db, row, author, token);
                }
            },
            cancellationToken);
        if (ended)
        {
            signal.FirewallDirty();
        }

        return ended;
    }

    /// <summary>Ends those whose time is over.</summary>
    public async Task ExpireAsync(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        int count;
        do
        {
            count = 0;
            await commit.CommitAsync(
                async (db, token) =>
                {
                    var over = await Standing(db).Where(e => e.EndsAt <= now).OrderBy(e => e.EndsAt).Take(Page).ToListAsync(token);
                    count = over.Count;
                    foreach (var row in over)
                    {
                        await EndAsync(db, row, "its end", token);
                    }
                },
                cancellationToken);
            if (count > 0)
            {
                signal.FirewallDirty();
            }
        }
        while (count == Page);
    }

    internal static IQueryable<PolicyEntryRow> Standing(AcsDbContext db) => db.PolicyEntries.Where(e => e.EndedAt == null);

    /// <summary>After a commit that added them: names that nobody has asked for are asked for first.</summary>
    internal void Signal(IReadOnlyList<PolicyEntryRow> rows)
    {
        if (rows.Any(r => PolicyPeer.Parse(r.Peer) is PolicyPeer.Name))
        {
            signal.MudFilesWanted();
        }

        signal.FirewallDirty();
    }

    /// <summary>Gateways for which a standing entry speaks of the name are to be compiled again.</summary>
    internal static Task<int> MarkNamedAsync(AcsDbContext db, string name, CancellationToken cancellationToken)
    {
        var entries = Standing(db).Where(e => e.Peer == name);
        return db.Devices
            .Where(d => d.Status == DeviceStatus.Active && entries.Any(e => e.DeviceId == d.Id
                || (e.DeviceId == null && db.Hosts.Any(h => h.DeviceId == d.Id && h.MudUrl != null && (e.MudUrl == null || e.MudUrl == h.MudUrl)))))
            .ExecuteUpdateAsync(d => d.SetProperty(x => x.FirewallDirty, true).SetProperty(x => x.Revision, x => x.Revision + 1), cancellationToken);
    }

    /// <summary>Within somebody's commit, who raises <see cref="IWorkSignal.FirewallDirty"/> after it.</summary>
    internal async Task EndAsync(AcsDbContext db, PolicyEntryRow row, string by, CancellationToken cancellationToken)
    {
        (row.EndedAt, row.EndedBy) = (time.GetUtcNow(), by);
        Tell(db, row, $"Ended by {by}: {row.Author} {Describe(row)}");
        await MarkDirtyAsync(db, row, cancellationToken);
    }

    private void Tell(AcsDbContext db, PolicyEntryRow row, string text) =>
        db.DeviceEvents.Add(new DeviceEventRow { DeviceId = row.DeviceId, At = time.GetUtcNow(), Kind = "mud.policy", Text = text });

    private static string Describe(PolicyEntryRow row) =>
        $"{(row.Accept ? "allows" : "blocks")} {(row.FromDevice ? "to" : "from")} {row.Peer}"
        + (row.Protocol < 0 ? "" : $" protocol {row.Protocol}")
        + ((row.FirstPort, row.LastPort) == (0, ushort.MaxValue) ? "" : row.FirstPort == row.LastPort ? $" port {row.FirstPort}" : $" ports {row.FirstPort} to {row.LastPort}")
        + (row.Mac is null ? "" : $" for host {row.Mac}") + (row.MudUrl is null ? "" : $" for hosts under {row.MudUrl}")
        + (row.Reason is null ? "." : $": {row.Reason}");

    private static Task<int> MarkDirtyAsync(AcsDbContext db, PolicyEntryRow row, CancellationToken cancellationToken)
    {
        var devices = db.Devices.Where(d => d.Status == DeviceStatus.Active);
        devices = row.DeviceId is { } id ? devices.Where(d => d.Id == id)
            : row.MudUrl is { } url ? devices.Where(d => db.Hosts.Where(h => h.MudUrl == url).Select(h => h.DeviceId).Contains(d.Id))
            : devices.Where(d => db.Hosts.Any(h => h.DeviceId == d.Id && h.MudUrl != null));
        return devices.ExecuteUpdateAsync(d => d.SetProperty(x => x.FirewallDirty, true).SetProperty(x => x.Revision, x => x.Revision + 1), cancellationToken);
    }
}
