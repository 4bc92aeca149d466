using Microsoft.EntityFrameworkCore;
using Provisioning.DesiredState;
using Provisioning.Devices;
using Provisioning.Storage;
using Provisioning.Storage.Documents;
using Provisioning.Storage.Rows;

namespace Acs.Northbound;

/// <summary>What becomes of CWMP at a device that speaks USP too, and why.</summary>
internal static class MigrationFacts
{
    public static async Task<IReadOnlyList<WhyFact>> ReadAsync(AcsDbContext db, DeviceRow device, CancellationToken cancellationToken)
    {
        if (!device.Protocols.HasFlag(Protocols.Usp))
        {
            return [];
        }

        var layer = await db.DeviceLayers.AsNoTracking().FirstOrDefaultAsync(l => l.DeviceId == device.Id && l.Name == Layer.Migration, cancellationToken);
        if (layer is not null)
        {
            return [.. DocumentCodec.DecodeLayer(layer.Content).Values.Select(v =>
                new WhyFact(layer.UpdatedAt, "migration", $"Layer {layer.Name} declares {v.Key} = {v.Value.Value}: {v.Value.Because}"))];
        }

        var content = device.Protocols.HasFlag(Protocols.Cwmp)
            ? await db.DeviceDocuments.AsNoTracking().Where(d => d.DeviceId == device.Id).Select(d => d.Capabilities).FirstOrDefaultAsync(cancellationToken)
            : null;
        return DocumentCodec.DecodeCapabilities(content) is { KeepsCwmp: { } reason } known
            ? [new WhyFact(known.DiscoveredAt, "migration", $"CWMP is left in peace: {reason}.")]
            : [];
    }
}
