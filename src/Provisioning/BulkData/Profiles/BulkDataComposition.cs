using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Provisioning.DesiredState;
using Provisioning.Devices;
using Provisioning.Devices.Search;
using Provisioning.Firmware;
using Provisioning.Jobs;
using Provisioning.Storage;
using Provisioning.Storage.Documents;

namespace Provisioning.BulkData.Profiles;

/// <summary>
/// Works out the bulk data layer of every device: which profiles' searches it matches. Idempotent; a page of devices at a time,
/// and only what differs is written.
/// </summary>
public sealed partial class BulkDataComposition(
    IDbContextFactory<AcsDbContext> contexts, IGroupCommit commit, IDeviceDocuments documents, FirmwareLinks links, IWorkSignal signal, TimeProvider time,
    ILogger<BulkDataComposition> logger)
{
    /// <summary>First segment of the collector's addresses.</summary>
    public const string Collector = "bulkdata";
    private const string Author = "bulk-data-composition";
    private const int Page = 500;

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var profiles = await ProfilesAsync(cancellationToken);
        if (profiles is null)
        {
            return;
        }

        long after = 0;
        while (await PageAsync(profiles, after, cancellationToken) is { } last)
        {
            after = last;
        }
    }

    /// <returns>Null: nothing is declared, and nothing was.</returns>
    private async Task<List<(BulkDataProfile Profile, SearchNode Search)>?> ProfilesAsync(CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var rows = await db.BulkDataProfiles.AsNoTracking().OrderBy(p => p.Name).ToListAsync(cancellationToken);
        if (rows.Count == 0 && !await db.DeviceLayers.AnyAsync(l => l.Name == Layer.BulkData, cancellationToken))
        {
            return null;
        }

        var profiles = new List<(BulkDataProfile, SearchNode)>();
        foreach (var row in rows)
        {
            if (BulkDataProfiles.PlanOf(row) is { } plan && SearchParser.Parse(row.Search, out _) is { } search)
            {
                profiles.Add((new BulkDataProfile(row.Name, plan), search));
            }
            else
            {
                LogUnreadable(logger, row.Name);
            }
        }

        return profiles;
    }

    /// <returns>The last device's row id; null: there are no more.</returns>
    private async Task<long?> PageAsync(List<(BulkDataProfile Profile, SearchNode Search)> profiles, long after, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var devices = await db.Devices.AsNoTracking()
            .Where(d => d.Id > after && d.BulkDataKey != null && d.Status == DeviceStatus.Active)
            .OrderBy(d => d.Id).Take(Page).Select(d => new { d.Id, d.BulkDataKey, d.Protocols, d.RemoteAddress }).ToListAsync(cancellationToken);
        if (devices.Count == 0)
        {
            return null;
        }

        var last = devices[^1].Id;
        var matched = devices.ToDictionary(d => d.Id, _ => new List<BulkDataProfile>());
        foreach (var (profile, search) in profiles)
        {
            var matches = await DeviceSearch.ApplyAsync(db, search, time.GetUtcNow(), cancellationToken);
            foreach (var id in await matches.Where(d => d.Id > after && d.Id <= last).Select(d => d.Id).ToListAsync(cancellationToken))
            {
                matched.GetValueOrDefault(id)?.Add(profile);
            }
        }

        var hashes = await db.DeviceLayers.AsNoTracking().Where(l => l.Name == Layer.BulkData && l.DeviceId > after && l.DeviceId <= last)
            .ToDictionaryAsync(l => l.DeviceId, l => l.Hash, cancellationToken);
        foreach (var device in devices)
        {
            var layer = BulkDataLayer.Of(
                matched[device.Id], device.BulkDataKey!, device.Protocols.HasFlag(Protocols.Usp), $"{links.Base(device.RemoteAddress)}/{Collector}", device.Id);
            var stored = hashes.GetValueOrDefault(device.Id);
            if (stored == layer.Hash || (stored is null && layer.Objects.Count == 0))
            {
                continue;
            }

            await commit.CommitAsync(
                async (write, token) =>
                {
                    if (await write.Devices.FindAsync([device.Id], token) is not null)
                    {
                        await documents.SaveLayerAsync(write, device.Id, layer, Author, token);
                    }
                },
                cancellationToken);
            signal.WakeWanted(device.Id);
        }

        return last;
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Bulk data profile {Name} cannot be read; the others go on")]
    private static partial void LogUnreadable(ILogger logger, string name);
}
