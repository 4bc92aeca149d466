using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Provisioning.Storage.Rows;

namespace Provisioning.Storage;

/// <summary>Reads out of a context that is about to be saved which devices it changes.</summary>
internal static class CommittedDevices
{
    public static void Collect(AcsDbContext db, Dictionary<long, CommittedDevice> devices)
    {
        db.ChangeTracker.DetectChanges();
        foreach (var entry in db.ChangeTracker.Entries())
        {
            if (entry.State is EntityState.Unchanged or EntityState.Detached)
            {
                continue;
            }

            var (id, change) = entry.Entity switch
            {
                DeviceRow row => (row.Id, new CommittedDevice(RowAspects(entry), row.Key)),
                DeviceLayerRow row => (row.DeviceId, new CommittedDevice(DeviceAspects.Layers, null)),
                OperationRow row => (row.DeviceId, new CommittedDevice(DeviceAspects.Operations, null)),
                DeviceDocumentRow row => (row.DeviceId, new CommittedDevice(DeviceAspects.Documents, null)),
                DeviceCredentialRow row => (row.DeviceId, new CommittedDevice(DeviceAspects.Credentials, null)),
                _ => (0, default),
            };
            if (id > 0 && change.Aspects != DeviceAspects.None)
            {
                var before = devices.GetValueOrDefault(id);
                devices[id] = new CommittedDevice(before.Aspects | change.Aspects, change.Key ?? before.Key);
            }
        }
    }

    /// <summary>Presence alone is no change: it would wake every cache at every contact.</summary>
    private static DeviceAspects RowAspects(EntityEntry entry) => entry.State switch
    {
        EntityState.Deleted => DeviceAspects.Removed,
        EntityState.Added => DeviceAspects.None,
        _ => entry.Properties.Any(p => p.IsModified && p.Metadata.Name is not (nameof(DeviceRow.LastContactAt) or nameof(DeviceRow.RemoteAddress)))
            ? DeviceAspects.Row
            : DeviceAspects.None,
    };
}
