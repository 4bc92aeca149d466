using Microsoft.EntityFrameworkCore;
using Provisioning.Mud.Community;
using Provisioning.Storage;
using Provisioning.Storage.Rows;

namespace Provisioning.Mud.Refresh;

/// <summary>Gateways with a host under one of the URLs, or of the model that a URL stands for. One statement: a popular model stands in a million homes.</summary>
internal static class AffectedDevices
{
    public const int MaxLines = 200;

    /// <returns>How many there are.</returns>
    public static Task<int> MarkDirtyAsync(AcsDbContext db, IReadOnlyCollection<string> urls, CancellationToken cancellationToken) =>
        Of(db, urls).ExecuteUpdateAsync(
            d => d.SetProperty(x => x.FirewallDirty, true).SetProperty(x => x.Revision, x => x.Revision + 1), cancellationToken);

    /// <summary>A line in the history of each, as far as a history can be read; and one for the fleet.</summary>
    public static async Task TellAsync(AcsDbContext db, string url, string kind, string text, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var ids = await Of(db, [url]).OrderBy(d => d.Id).Select(d => d.Id).Take(MaxLines).ToListAsync(cancellationToken);
        db.DeviceEvents.Add(new DeviceEventRow { At = now, Kind = kind, Text = text });
        foreach (var id in ids)
        {
            db.DeviceEvents.Add(new DeviceEventRow { DeviceId = id, At = now, Kind = kind, Text = text });
        }
    }

    private static IQueryable<DeviceRow> Of(AcsDbContext db, IReadOnlyCollection<string> urls)
    {
        var models = urls.Select(ModelUrl.ModelOf).OfType<string>().ToList();
        var hosts = models.Count == 0
            ? db.Hosts.Where(h => h.MudUrl != null && urls.Contains(h.MudUrl))
            : db.Hosts.Where(h => h.MudUrl != null ? urls.Contains(h.MudUrl) : h.Model != null && models.Contains(h.Model));

        // Not "any host of this device": SQLite may look through all hosts under the URL for each device.
        return db.Devices.Where(d => hosts.Select(h => h.DeviceId).Contains(d.Id));
    }
}
