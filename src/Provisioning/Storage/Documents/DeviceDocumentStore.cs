using Microsoft.EntityFrameworkCore;
using Provisioning.BulkData;
using Provisioning.DesiredState;
using Provisioning.Devices;
using Provisioning.Storage.Rows;

namespace Provisioning.Storage.Documents;

internal sealed class DeviceDocumentStore(TimeProvider time, BulkDataCredentials? credentials = null) : IDeviceDocuments
{
    public async Task<DeviceDocuments> LoadAsync(AcsDbContext db, long deviceId, CancellationToken cancellationToken)
    {
        return DeviceDocuments.Of(await db.DeviceDocuments.AsNoTracking().FirstOrDefaultAsync(d => d.DeviceId == deviceId, cancellationToken));
    }

    public async Task<IReadOnlyList<DesiredLayer>> LayersAsync(AcsDbContext db, long deviceId, CancellationToken cancellationToken)
    {
        var rows = await db.DeviceLayers.AsNoTracking()
            .Where(l => l.DeviceId == deviceId && l.Name != Layer.Firmware).ToListAsync(cancellationToken);
        return [.. rows.Select(r => DocumentCodec.DecodeLayer(r.Content)).OrderBy(l => IndexOf(l.Name))];
    }

    public async Task<DesiredDevice> DesiredAsync(AcsDbContext db, long deviceId, CancellationToken cancellationToken)
    {
        var rows = await db.DeviceLayers.AsNoTracking().Where(l => l.DeviceId == deviceId).ToListAsync(cancellationToken);
        var firmware = rows.Find(r => r.Name == Layer.Firmware);
        var desired = DesiredComposer.Compose(
            rows.Where(r => r.Name != Layer.Firmware).Select(r => DocumentCodec.DecodeLayer(r.Content)),
            firmware is null ? null : DocumentCodec.DecodeFirmware(firmware.Content));
        return credentials?.Filled(desired, deviceId) ?? desired;
    }

    public Task<bool> SaveLayerAsync(
        AcsDbContext db, long deviceId, DesiredLayer layer, string author, CancellationToken cancellationToken) =>
        SaveAsync(db, deviceId, layer.Name, layer.Hash, () => DocumentCodec.Encode(layer), author, cancellationToken);

    public Task<bool> SaveFirmwareAsync(
        AcsDbContext db, long deviceId, DesiredFirmware firmware, string author, CancellationToken cancellationToken)
    {
        var hash = DesiredHash.Of(new Dictionary<string, DesiredValue>(StringComparer.Ordinal), [], [], firmware);
        return SaveAsync(db, deviceId, Layer.Firmware, hash, () => DocumentCodec.Encode(firmware), author, cancellationToken);
    }

    public async Task<bool> RemoveLayerAsync(AcsDbContext db, long deviceId, string name, CancellationToken cancellationToken)
    {
        var row = await db.DeviceLayers.FindAsync([deviceId, name], cancellationToken);
        if (row is null)
        {
            return false;
        }

        db.DeviceLayers.Remove(row);
        await MarkPendingAsync(db, deviceId, $"Layer {name} was withdrawn.", cancellationToken);
        return true;
    }

    public async Task StartAnewAsync(AcsDbContext db, long deviceId, CancellationToken cancellationToken)
    {
        var row = await db.DeviceDocuments.FindAsync([deviceId], cancellationToken);
        if (DocumentCodec.DecodeProgress(row?.Progress) is { } progress)
        {
            row!.Progress = DocumentCodec.Encode(progress.Anew(progress.DesiredHash));
            row.Version++;
        }

        await MarkPendingAsync(db, deviceId, "A person asked to try again.", cancellationToken);
    }

    private async Task<bool> SaveAsync(
        AcsDbContext db, long deviceId, string name, string hash, Func<byte[]> content, string author, CancellationToken cancellationToken)
    {
        var row = await db.DeviceLayers.FindAsync([deviceId, name], cancellationToken);
        if (row is not null && string.Equals(row.Hash, hash, StringComparison.Ordinal) && db.Entry(row).State != EntityState.Deleted)
        {
            return false;
        }

        if (row is null)
        {
            row = new DeviceLayerRow { DeviceId = deviceId, Name = name, Hash = hash, Content = content(), Author = author };
            db.DeviceLayers.Add(row);
        }
        else
        {
            db.Entry(row).State = db.Entry(row).State == EntityState.Deleted ? EntityState.Modified : db.Entry(row).State;
            (row.Hash, row.Content, row.Author) = (hash, content(), author);
        }

        row.UpdatedAt = time.GetUtcNow();
        await MarkPendingAsync(db, deviceId, $"Layer {name} changed.", cancellationToken);
        return true;
    }

    private async Task MarkPendingAsync(AcsDbContext db, long deviceId, string reason, CancellationToken cancellationToken)
    {
        if (await db.Devices.FindAsync([deviceId], cancellationToken) is { } device)
        {
            if (device.Convergence != ConvergenceState.Pending)
            {
                device.Convergence = ConvergenceState.Pending;
                device.ConvergenceSince = time.GetUtcNow();
            }

            device.ConvergenceReason = reason;
            device.Revision++;
        }
    }

    private static int IndexOf(string name)
    {
        for (var i = 0; i < Layer.InOrder.Count; i++)
        {
            if (string.Equals(Layer.InOrder[i], name, StringComparison.Ordinal))
            {
                return i;
            }
        }

        return -1;
    }
}
